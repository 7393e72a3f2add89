using System.CommandLine;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Baselines;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes compare SCENARIO...</c>: scenarios side by side, and Rhodes beside other ways to run the same site.</summary>
internal static class CompareCommand
{
    public static IReadOnlyList<string> Baselines { get; } = [.. Baseline.All.Select(baseline => baseline.Name)];

    private static readonly string Names = string.Join(", ", Baselines);

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("SCENARIO") { Description = "Scenario files, or folders with a scenario.yaml.", Arity = ArgumentArity.OneOrMore };
        var with = With("each one");
        var until = new Option<string?>("--until") { Description = "End there: an instant, or a duration since the start.", HelpName = "T" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var set = Loading.Set();
        var command = new Command("compare", "Replay scenarios, and other ways to run the same sites, and put what came of them side by side.") { paths, set, with, until, json };
        HelpWithExample.AddTo(command, "rhodes compare examples/philly --with static,single-queue,quota",
            "rhodes compare examples/philly examples/philly/size-85 examples/philly/size-70");
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(paths), parsed.GetRequiredValue(set), parsed.GetValue(with), parsed.GetValue(until), parsed.GetValue(json), terminal));
        return command;
    }

    /// <param name="what">What is played by them too.</param>
    public static Option<string?> With(string what) => new("--with") { Description = $"Play {what} by these baselines too: any of {Names}.", HelpName = "NAMES" };

    private static int Run(string[] paths, string[] set, string? with, string? until, bool asJson, Terminal terminal)
    {
        if (!TryReadBaselines(with, terminal, out var baselines)) return ExitCodes.BadInput;
        if (paths.Length == 1 && baselines.Count == 0)
            return terminal.Refuse($"nothing to compare {paths[0]} with; expected more scenarios, or baselines: --with static,single-queue,quota");
        List<(ScenarioSpec Scenario, Instant? Until)> asked = [];
        foreach (var path in paths)
        {
            if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
            Instant end = default;
            if (until is not null && !Loading.TryReadTime("--until", until, scenario.From, terminal, out end)) return ExitCodes.BadInput;
            asked.Add((scenario, until is null ? null : end));
        }

        return Play(asked, baselines, asJson, terminal);
    }

    /// <summary>Reads names of baselines, with commas between them; null is none.</summary>
    public static bool TryReadBaselines(string? names, Terminal terminal, out List<Baseline> baselines)
    {
        baselines = [];
        foreach (var name in names?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (Baseline.All.FirstOrDefault(each => string.Equals(each.Name, name, StringComparison.Ordinal)) is not { } baseline)
            {
                var nearest = NearestName.Of(name, Baselines);
                terminal.Refuse($"--with: unknown baseline '{name}'; {(nearest is null ? $"expected any of {Names}" : $"did you mean '{nearest}'?")}");
                return false;
            }

            if (!baselines.Contains(baseline)) baselines.Add(baseline);
        }

        return true;
    }

    private static int Play(List<(ScenarioSpec Scenario, Instant? Until)> asked, List<Baseline> baselines, bool asJson, Terminal terminal)
    {
        using LongWork work = new("comparing", terminal);
        Comparing comparing = new(asked.Count * (1 + baselines.Count), work, terminal);
        foreach (var (scenario, until) in asked)
            if (comparing.Play(scenario, until, baselines, new()) is not ExitCodes.Done and var exitCode) return exitCode;
        var rows = comparing.Rows;
        if (asJson) terminal.Out.WriteLine(CompareJson.Of(rows, work.Seconds));
        else CompareView.Show(rows, work.Seconds, terminal);
        return rows.Any(row => row.Figures.LawViolations > 0) ? ExitCodes.Negative : ExitCodes.Done;
    }
}
