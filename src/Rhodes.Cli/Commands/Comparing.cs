using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Commands;

/// <summary>Plays scenarios by Rhodes and by baselines, one after the other, with progress for people.</summary>
/// <param name="runs">How many there will be in all.</param>
internal sealed class Comparing(int runs, LongWork work, Terminal terminal)
{
    private readonly List<Compared> _rows = [];

    /// <summary>What came of each run, in order.</summary>
    public IReadOnlyList<Compared> Rows => _rows;

    /// <param name="summary">Of the run of Rhodes.</param>
    /// <param name="observers">Watch the run of Rhodes.</param>
    /// <returns>The exit code; when it is not <see cref="ExitCodes.Done"/>, the reason was said.</returns>
    public int Play(ScenarioSpec scenario, Instant? until, IReadOnlyList<Baseline> baselines, ReplaySummary summary, params IRunObserver[] observers)
    {
        IReadOnlyList<Entitlement> entitled = [];
        foreach (var baseline in new Baseline?[] { null }.Concat(baselines))
        {
            using ComparedRun run = baseline is null ? new(scenario, until, summary, observers) : new(scenario, until, baseline, entitled);
            while (!work.IsInterrupted && run.PlayNext()) work.Report((_rows.Count + run.Fraction) / runs, run.Now);
            if (run.Problem is not null || work.IsInterrupted) work.Clear();
            if (run.Problem is { } problem) return terminal.Refuse(problem);
            if (work.IsInterrupted)
            {
                terminal.Error.WriteLine($"interrupted in run {_rows.Count + 1} of {runs}; nothing was compared");
                return ExitCodes.Interrupted;
            }

            (var row, entitled) = run.Sum();
            _rows.Add(row);
        }

        return ExitCodes.Done;
    }
}
