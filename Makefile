# make generate [COLLECTION=file]   the client of a collection, or of all samples, into generated/
# make test                         everything that must hold: style, types, tests
# make corpus [CORPUS=folder]       every collection of a folder, from generation to its tests
# make layout [CORPUS=folder]       would black lay out any module of any client otherwise
# make inference [CORPUS=folder]     how well types foresee the examples they have not seen
# make churn [CORPUS=folder]        what an update of each collection changes beyond itself
# make again [CORPUS=folder]        do runs that know the one before give what others give
# make roundtrip                     OpenAPI documents through Postman's converter and back (npm)
# make changes [CORPUS=folder]       updates at random: what is told of them, held to mypy
# make snippets [CORPUS=folder]     every item of a folder of collections, in every language
# make scripts [CORPUS=folder]      how much of what scripts assert is translated
# make fuzz [SECONDS=600]            hostile inputs without end, and what becomes of them
# make parity [CORPUS=folder]       is what the client sends what Postman sends (npm, namespaces)
# make bench [BENCH="--only part"]  speed and size beside other tools (npm)
# make bounds [ITEMS=100000]         time and memory for a very large collection
# make kills                         runs that are killed, and what they leave
# make wire [WIRE=megabytes]        how much memory long uploads and downloads take
# make mutants                      do the generated tests fail when the client is wrong
# make verdicts [CORPUS=folder]     whether the generated tests decide as newman does (npm)
# make parity-cases                 what newman sends, recorded anew for tests/parity (npm)
# make robust [ROBUST=folder]       malformed inputs, where a folder of them is at hand

PYTHON ?= python3
CORPUS ?= ../shared/corpus
ROBUST ?= ../shared/robust
SECONDS ?= 600
ITEMS ?= 100000
BIN := .venv/bin
READY := .venv/ready

.PHONY: generate test lint types check corpus layout inference churn again roundtrip changes snippets scripts verdicts mutants parity bench bounds fuzz kills wire robust clean

generate: $(READY)
	$(BIN)/postgen generate $(COLLECTION)

test: lint types check
	$(BIN)/pytest -q -n auto --dist worksteal tests
	$(BIN)/pytest -q generated

lint: $(READY)
	$(BIN)/ruff check generator templates tests
	$(BIN)/ruff format --check generator templates tests
	$(BIN)/black --check -q generated

types: $(READY)
	$(BIN)/mypy generator
	cd generated && for client in */; do ../$(BIN)/mypy --strict $$client || exit 1; done

# The checked-in samples are what the generator gives.
check: $(READY)
	$(BIN)/postgen check

corpus: $(READY)
	$(BIN)/python tests/tools/corpus.py $(CORPUS)

layout: $(READY)
	$(BIN)/python -m tests.tools.layout $(CORPUS)

inference: $(READY)
	$(BIN)/python tests/tools/inference.py $(CORPUS)

churn: $(READY)
	$(BIN)/python -m tests.tools.churn $(CORPUS)

again: $(READY)
	$(BIN)/python -m tests.tools.again $(CORPUS)

roundtrip: $(READY)
	$(BIN)/python -m tests.tools.roundtrip

changes: $(READY)
	$(BIN)/python -m tests.tools.changes $(CORPUS)

snippets: $(READY)
	$(BIN)/python tests/tools/snippets.py $(CORPUS)

scripts: $(READY)
	$(BIN)/python -m tests.tools.scripts $(CORPUS)

parity: $(READY)
	$(BIN)/python -m tests.tools.parity $(CORPUS)

.PHONY: parity-cases
parity-cases: $(READY)
	$(BIN)/python -m tests.tools.parity tests/parity --record

# atheris has no wheels for some systems; without it chance chooses the inputs.
fuzz: $(READY)
	-@$(BIN)/python -m pip install -q --group fuzz 2>/dev/null
	$(BIN)/python -m tests.tools.fuzz --seconds $(SECONDS)

# For example BENCH="--only again --rounds 3"; downloads the peers at the first run.
bench: $(READY)
	$(BIN)/python -m tests.tools.bench $(BENCH)

bounds: $(READY)
	$(BIN)/python -m tests.tools.bounds --items $(ITEMS)

kills: $(READY)
	$(BIN)/python -m tests.tools.kills

wire: $(READY)
	$(BIN)/python -m tests.tools.wire $(WIRE)

mutants: $(READY)
	$(BIN)/python -m tests.tools.mutants

# Without any network but loopback: scripts of strangers are run by newman.
verdicts: $(READY)
	$(BIN)/python -c "from tests.verdicts.newman import install; from tests.verdicts.__main__ import NPM; install(NPM)"
	unshare -rn sh -c 'ip link set lo up && exec $(BIN)/python -m tests.verdicts $(wildcard $(CORPUS))'

robust: $(READY)
	@if [ -d $(ROBUST) ]; then $(BIN)/python $(ROBUST)/run_cases.py --python $(BIN)/python \
		"$(CURDIR)/$(BIN)/postgen generate {input} --output {out}"; \
	else echo "robust: skipped, there is no folder $(ROBUST)"; fi

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q --editable ".[client,serve]" --group dev
	touch $(READY)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
