package io.rego4j.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page for people and its fenced blocks. A comment {@code <!-- run -->} on the line before a block says that it is run
 * as well; {@code <!-- prints -->} before the block after it says that it shows what comes out.
 *
 * @param file the page
 * @param blocks its blocks in order
 */
record Page(Path file, List<Block> blocks) {
    private static final Pattern FENCE = Pattern.compile("^```(\\w*)$");
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);

    /**
     * A fenced block.
     *
     * @param row the row of its first line of text
     * @param language what stands after the fence
     * @param marks what the comment on the line before it says; empty without one
     */
    record Block(int row, String language, String marks, String text) {
        boolean isRun() {
            return marks.equals("run");
        }

        boolean isPrinted() {
            return marks.equals("prints");
        }
    }

    /** Pages whose blocks build on each other: BundleAndLambdaGuideTest holds them, word for word. */
    private static final List<String> HELD_ELSEWHERE = List.of("bundles.md", "lambda.md");

    /** The pages of the project, without those that another test holds. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String top : List.of("README.md", "CONTRIBUTING.md")) {
            pages.add(read(Path.of(top)));
        }
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            for (Path file : docs.filter(path -> path.toString().endsWith(".md")
                            && !HELD_ELSEWHERE.contains(path.getFileName().toString()))
                    .sorted()
                    .toList()) {
                pages.add(read(file));
            }
        }
        return pages;
    }

    /** The programs in samples/ that are one file, each as a page of its own, with what output.txt beside it says that it prints. */
    static List<Page> samples() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("samples"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java") && !isProject(path))
                    .sorted()
                    .toList()) {
                Path output = file.resolveSibling("output.txt");
                List<Block> blocks = new ArrayList<>();
                blocks.add(new Block(1, "java", Files.exists(output) ? "run" : "", Files.readString(file)));
                if (Files.exists(output)) {
                    blocks.add(new Block(1, "text", "prints", Files.readString(output)));
                }
                pages.add(new Page(file, blocks));
            }
        }
        return pages;
    }

    /** True for a file of a sample that Maven builds by itself: see scripts/consumers. */
    private static boolean isProject(Path file) {
        return Files.exists(Path.of("samples").resolve(file.getName(1)).resolve("pom.xml"));
    }

    private static Page read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            String before = i == 0 ? "" : lines.get(i - 1).strip();
            boolean marked = before.startsWith("<!-- ") && before.endsWith(" -->");
            String marks = marked ? before.substring(5, before.length() - 4) : "";
            int from = i + 1;
            do {
                i++;
            } while (!lines.get(i).equals("```"));
            String text = String.join("\n", lines.subList(from, i)) + "\n";
            blocks.add(new Block(from + 1, fence.group(1), marks, text));
        }
        return new Page(file, blocks);
    }

    /** The block that shows what this one prints, if the page has it. */
    String printed(Block block) {
        int next = blocks.indexOf(block) + 1;
        return next < blocks.size() && blocks.get(next).isPrinted()
                ? blocks.get(next).text()
                : "";
    }

    /** The Java blocks as sources, by the names of their classes. The imports of a block hold for those that follow. */
    List<JavaSource> javaSources() {
        List<JavaSource> sources = new ArrayList<>();
        StringBuilder imports = new StringBuilder();
        for (Block block : blocks) {
            if (!block.language.equals("java")) {
                continue;
            }
            StringBuilder statements = new StringBuilder();
            for (String line : block.text.split("\n")) {
                if (line.startsWith("import ")) {
                    imports.append(line).append('\n');
                } else {
                    statements.append(line).append('\n');
                }
            }
            Matcher type = TYPE.matcher(statements);
            boolean whole = type.find();
            String name = whole ? type.group(1) : "Snippet" + block.row;
            String source = whole
                    ? imports + "\n" + statements
                    : imports + "\nclass " + name
                            + " {\n    public static void main(String[] args) throws Exception {\n" + statements
                            + "    }\n}\n";
            sources.add(new JavaSource(block, name, source));
        }
        return sources;
    }

    /** One block as a class that javac takes. */
    record JavaSource(Block block, String className, String text) {}
}
