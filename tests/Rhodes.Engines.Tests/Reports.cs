using System.Collections.Concurrent;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;

namespace Rhodes.Engines.Tests;

/// <summary>What an engine reported, a line for each.</summary>
internal sealed class Reports : IEngineListener
{
    /// <summary>Only what never comes takes so long.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(50);

    private readonly BlockingCollection<string> _lines = [];

    public string Next() => _lines.TryTake(out var line, Deadline) ? line : throw new TimeoutException("no report came");

    /// <summary>What came and was not asked for.</summary>
    public IReadOnlyList<string> Rest() => [.. _lines];

    public void Completed(AttemptId attempt, JobOutcome outcome, long? workMs, string detail) => _lines.Add($"{attempt} {outcome}: {detail}");

    public void Stopped(AttemptId attempt, bool saved, long? keptMs, string detail) =>
        _lines.Add($"{attempt} Stopped{(saved ? ", saved" : "")}{(keptMs is { } kept ? $" at {kept}" : "")}: {detail}");

    public void NodeDown(string node, string cause) => _lines.Add($"{node} down: {cause}");

    public void NodeUp(string node) => _lines.Add($"{node} up");
}

internal static class Wait
{
    /// <summary>Until it is so. No time is counted on: only what never comes true runs into the deadline.</summary>
    public static void Until(Func<bool> isSo, string what)
    {
        var end = DateTime.UtcNow + Reports.Deadline;
        while (!isSo())
        {
            if (DateTime.UtcNow > end) throw new TimeoutException(what);
            Thread.Sleep(10);
        }
    }
}
