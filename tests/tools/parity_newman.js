// Runs collections with newman: one line of JSON for each item, on stdout.
// node parity_newman.js NEWMAN_FOLDER COLLECTION ENVIRONMENT WORKING_FOLDER
const path = require("path");
const fs = require("fs");
const [, , modules, collection, environment, workingDir] = process.argv;
const newman = require(path.join(modules, "node_modules", "newman"));
const say = (line) => fs.writeSync(1, JSON.stringify(line) + "\n");

newman
  .run({
    collection: JSON.parse(fs.readFileSync(collection, "utf8")),
    environment: JSON.parse(fs.readFileSync(environment, "utf8")),
    workingDir,
    ignoreRedirects: true,
    insecure: true,
    timeoutRequest: 10000,
    reporters: [],
  })
  .on("request", (error, run) => {
    const number = run.response && run.response.headers.get("X-Recorded");
    say({
      item: run.cursor.position,
      number: number === undefined || number === null ? null : Number(number),
      error: error ? String(error.code || error.name || "error") : null,
    });
  })
  .on("exception", (error, run) => {
    say({ item: run.cursor.position, number: null, error: String(error.name || "exception") });
  });
