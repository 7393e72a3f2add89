using System.Globalization;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Simulation;

/// <summary>
/// How long work takes on hardware that is only played. A program of the words <c>simulate 2h30m</c>, or <c>simulate 2h30m failed</c>, says it; of any other it is half of its time limit,
/// and an hour where it has none; a service's has no end. It stands in the job, so that it is in the log.
/// </summary>
internal static class SimulatedWork
{
    private const string Program = "simulate", Fails = "failed";

    private static readonly Duration Usual = Duration.FromHours(1);

    public static IReadOnlyList<string> Run(JobWork work) => work.IsEndless ? []
        : [Program, string.Create(CultureInfo.InvariantCulture, $"{work.WorkMs}ms"), .. work.Outcome == JobOutcome.Completed ? (string[])[] : [Fails]];

    public static JobWork Of(JobSpec job)
    {
        if (job.Run is [Program, var length, ..] && Quantities.TryParseDuration(length, out var work, out _))
            return new(Math.Max(1, work.Milliseconds), job.Run.Skip(2).Contains(Fails) ? JobOutcome.Failed : JobOutcome.Completed);
        if (job.Endless) return new(long.MaxValue, JobOutcome.Completed);
        return new(Math.Max(1, job.TimeLimit is { } limit ? limit.Milliseconds / 2 : Usual.Milliseconds), JobOutcome.Completed);
    }
}
