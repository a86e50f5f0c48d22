package io.sluice.cli;

import io.sluice.api.BuildInfo;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The entry of every product. */
public final class Main {

    private static final String ADMINISTRATIVE_SECONDS = "5";

    private Main() {}

    /** Runs the command line and ends the process with the Collector's exit codes: 0 when all went well, 1 otherwise. */
    public static void run(Product product, String[] arguments) {
        boundAdministrativeRequests();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(product, new UntilSignalled(), System.in, out, err, arguments));
    }

    /**
     * Health and metrics are served by the JDK's server on one thread each. Without these, which it reads once, somebody who sends half a
     * request would keep everybody else from being answered.
     */
    private static void boundAdministrativeRequests() {
        System.setProperty("sun.net.httpserver.maxReqTime", ADMINISTRATIVE_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", ADMINISTRATIVE_SECONDS);
    }

    /** Runs the command line and returns the exit code. */
    static int execute(
            Product product, Lifetime lifetime, InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
        RootCommand root = new RootCommand(product, lifetime);
        BuildInfo build = product.buildInfo();
        CommandLine line = new CommandLine(root).setCommandName(build.command());
        describe(line.getCommandSpec(), build);
        return line.addSubcommand("validate", new ValidateCommand(root))
                .addSubcommand("components", new ComponentsCommand(product))
                .addSubcommand("print-config", new PrintConfigCommand(root), "print-initial-config")
                .addSubcommand("mask", new MaskCommand(root, in))
                .addSubcommand("sample-report", new SampleReportCommand(root))
                .addSubcommand("healthcheck", new HealthcheckCommand())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, _) -> {
                    err.println("Error: " + e.getMessage());
                    return 1;
                })
                .setExecutionExceptionHandler(errors(err))
                .execute(arguments);
    }

    private static void describe(CommandSpec spec, BuildInfo build) {
        spec.version(build.command() + " version " + build.version());
        spec.usageMessage().description(build.description());
        spec.addOption(OptionSpec.builder("-v", "--version")
                .versionHelp(true)
                .description("Prints the version.")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Prints this help.")
                .build());
    }

    private static IExecutionExceptionHandler errors(PrintWriter err) {
        return (e, _, _) -> {
            if (e instanceof UserError) {
                err.println("Error: " + e.getMessage());
            } else {
                err.println("Error: a bug: " + e);
                e.printStackTrace(err);
            }
            return 1;
        };
    }
}
