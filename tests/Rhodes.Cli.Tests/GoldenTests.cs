using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>Whole answers as a person sees them. The commands are in the files' first lines.</summary>
public sealed class GoldenTests
{
    private const string Quote = "lease quote examples/university --tenant biology --pool h100 --from 2026-04-01 --until 2026-07-01 --at 2026-03-20 --cells";

    [Theory]
    [InlineData("help", 0, "--help")]
    [InlineData("help-replay", 0, "replay --help")]
    [InlineData("help-report", 0, "report --help")]
    [InlineData("help-verify", 0, "verify --help")]
    [InlineData("help-sweep", 0, "sweep --help")]
    [InlineData("help-compare", 0, "compare --help")]
    [InlineData("help-explain", 0, "explain --help")]
    [InlineData("help-lease-quote", 0, "lease quote --help")]
    [InlineData("help-lease-list", 0, "lease list --help")]
    [InlineData("help-submit", 0, "submit --help")]
    [InlineData("help-lease-confirm", 0, "lease confirm --help")]
    [InlineData("help-login", 0, "login --help")]
    [InlineData("help-fabric-show", 0, "fabric show --help")]
    [InlineData("help-model", 0, "model --help")]
    [InlineData("models", 0, "model")]
    [InlineData("model-llama-3.1-70b", 0, "model llama-3.1-70b --on h100,h200,gb200,rtx-5090 --load 20")]
    [InlineData("model-training", 0, "model llama-3.1-405b --on h100,gb200 --train 15T --devices 16384 --batch 2048")]
    [InlineData("replay-workstation", 0, "replay examples/workstation")]
    [InlineData("replay-set", 0, "replay examples/workstation --set leases.desk.recall-notice=10m --set scenario.workload[0].jobs.render.runs=3h")]
    [InlineData("compare-workstation", 0, "compare examples/workstation --with static,single-queue,quota")]
    [InlineData("compare-scenarios", 0, "compare examples/workstation examples/university --until 2d")]
    [InlineData("verify-workstation", 0, "verify examples/workstation")]
    [InlineData("verify-university", 0, "verify examples/university")]
    [InlineData("fabric-philly", 0, "fabric show examples/philly --at 2017-10-01")]
    [InlineData("fabric-university", 0, "fabric show examples/university --at 2026-03-07")]
    [InlineData("quote-site", 0, "lease quote examples/university --from 2026-04-01 --until 2026-07-01 --at 2026-03-20 --price 2.10")]
    [InlineData("quote-site-json", 0, "lease quote examples/university --at 2026-03-20 --json")]
    [InlineData("help-bench-quote", 0, "bench quote --help")]
    [InlineData("help-log-verify", 0, "log verify --help")]
    [InlineData("help-log-export", 0, "log export --help")]
    [InlineData("help-log-restore", 0, "log restore --help")]
    [InlineData("help-bench-log", 0, "bench log --help")]
    [InlineData("lease-list", 0, "lease list examples/university")]
    [InlineData("explain-running", 0, "explain examples/workstation house/demo --at 9h10m")]
    [InlineData("explain-waiting", 0, "explain examples/workstation house/tune --at 9h10m")]
    [InlineData("explain-held-array", 0, "explain examples/workstation house/sweep --at 8h40m")]
    [InlineData("explain-recalled", 0, "explain examples/workstation friend/render --at 6h")]
    [InlineData("explain-on-loan-only", 0, "explain examples/workstation friend/1 --at 7h")]
    [InlineData("explain-over", 0, "explain examples/workstation friend/typo --at 23h")]
    [InlineData("explain-json", 0, "explain examples/workstation house/2 --at 9h10m --json")]
    public void Answers_are_as_they_were(string name, int exitCode, string line) => Holds(name, exitCode, line.Split(' '), line);

    [Theory]
    [InlineData("quote-yes", 0, "2 x node", false)]
    [InlineData("quote-no", 1, "12 x node", false)]
    [InlineData("quote-no-json", 1, "12 x node", true)]
    [InlineData("quote-yes-json", 0, "2 x node", true)]
    public void Quotes_are_as_they_were(string name, int exitCode, string cells, bool asJson) =>
        Holds(name, exitCode, [.. Quote.Split(' '), cells, .. asJson ? ["--json"] : Array.Empty<string>()], $"{Quote} \"{cells}\"{(asJson ? " --json" : "")}");

    /// <summary>Cells with spares, on a site of the size that matters.</summary>
    [Theory]
    [InlineData("quote-pods", 0, "--pool h100 --mode guaranteed --cells", "10 x pod", "nodes: 60")]
    [InlineData("quote-dedicated", 1, "--kind gb200 --mode dedicated --cells", "20 x rack", "nodes: 17")]
    public void Quotes_of_cells_with_spares_are_as_they_were(string name, int exitCode, string options, string cells, string nominal)
    {
        const string command = "lease quote examples/colossus-1 --tenant startup --from 2026-06-01 --until 2027-06-01 --at 2026-05-06 --price 2.10";
        Holds(name, exitCode, [.. command.Split(' '), .. options.Split(' '), cells, "--nominal", nominal], $"{command} {options} \"{cells}\" --nominal \"{nominal}\"");
    }

    private static void Holds(string name, int exitCode, string[] args, string line)
    {
        var session = Session.Of([.. args.Select(arg => arg.StartsWith("examples/", StringComparison.Ordinal) ? Repository.Place(arg) : arg)]);
        Assert.Equal((exitCode, ""), (session.ExitCode, session.Error));
        Golden.Holds(name, $"$ rhodes {line}\n{session.Out}");
    }
}
