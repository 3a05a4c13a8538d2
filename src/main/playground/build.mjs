// Makes the one file of libraries that the page loads, with the licences of all that is in it.
//
//   npm ci && node build.mjs [FOLDER]
//
// Its first line has the hash of what it was made from; PageFilesTest compares it with what lies here.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../resources/io/rego4j/playground/page/vendor");

const hash = createHash("sha256");
for (const file of ["build.mjs", "codemirror.js", "package-lock.json"]) {
    hash.update(readFileSync(join(here, file)));
}
const result = await build({
    absWorkingDir: here,
    entryPoints: ["codemirror.js"],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
    write: false,
    metafile: true,
});
const packages = [...new Set(Object.keys(result.metafile.inputs)
    .map(input => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter(Boolean))].sort();
const licences = packages.map(name => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find(each => /^licen[cs]e/i.test(each));
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
const code = result.outputFiles[0].text;
const codeHash = createHash("sha256").update(code).digest("hex");
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "codemirror.js"),
    `// Made by src/main/playground/build.mjs from ${hash.digest("hex")}; what follows is ${codeHash}\n${code}`);
writeFileSync(join(target, "licences.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
console.log(`${packages.length} packages, ${code.length} bytes`);
