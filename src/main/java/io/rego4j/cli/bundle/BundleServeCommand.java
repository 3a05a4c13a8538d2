package io.rego4j.cli.bundle;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleServer;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "serve",
        description = {
            "Serve bundles by OPA's protocol, with ETag and long polling: each FILE as /bundles/NAME.tar.gz, where NAME"
                    + " is the file's name up to its first dot. A file that changes is read again; what is no bundle, or"
                    + " what OPA does not load, is never handed out."
        },
        footer = {
            "",
            "Examples:",
            "  rego4j bundle serve shop.tar.gz --addr 0.0.0.0 --port 8282 --token-file token",
            "  opa run -s --set services.r.url=http://localhost:8282 --set bundles.shop.service=r \\",
            "    --set bundles.shop.resource=bundles/shop.tar.gz \\",
            "    --set bundles.shop.polling.long_polling_timeout_seconds=30"
        })
final class BundleServeCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "bundles")
    private List<Path> files = List.of();

    @Option(
            names = "--addr",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "where to listen (${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8282",
            description = "0 takes a free one (${DEFAULT-VALUE})")
    private int port = 8282;

    @Option(names = "--skip-check", description = "do not have the real OPA load each bundle before it is handed out")
    private boolean skipCheck;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "bearer token that each client must send; a new one counts at once")
    private @Nullable Path tokenFile;

    @Mixin
    private SigningFlags keys = new SigningFlags();

    BundleServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        BundleServer server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            ended.countDown();
        }));
        ended.await();
        return 0;
    }

    private BundleServer start() throws IOException {
        try {
            BundleServer.Builder builder = BundleServer.builder()
                    .listen(InetAddress.getByName(address), port)
                    .log(line -> {
                        shell.out().println(line);
                        shell.out().flush();
                    });
            for (Path file : files) {
                String name = file.getFileName().toString();
                int dot = name.indexOf('.');
                // A signature is verified here if there is a key, and by OPA in any case.
                builder.file(
                        dot < 0 ? name : name.substring(0, dot),
                        file,
                        keys.verifies() ? keys.reader() : keys.reader().skippingVerification());
            }
            if (tokenFile != null) {
                builder.tokenFile(tokenFile);
            }
            if (!skipCheck) {
                builder.checkedBy(
                        OpaBinary.finder().listener(shell.err()::println).find());
            }
            return builder.start();
        } catch (OpaNotFoundException e) {
            throw new UserError(
                    1,
                    "the bundles are not checked, as there is no OPA here (--skip-check goes on without): "
                            + e.getMessage());
        } catch (BundleException e) {
            throw new UserError(1, e.getMessage());
        }
    }
}
