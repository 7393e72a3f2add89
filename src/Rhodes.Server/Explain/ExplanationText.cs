using Rhodes.Core.Contract;
using Rhodes.Core.Model;

namespace Rhodes.Server.Explain;

/// <summary>An explanation in sentences.</summary>
public static class ExplanationText
{
    /// <summary>What it does, or why it waits and what would start it.</summary>
    public static IEnumerable<string> Lines(Explanation told)
    {
        var own = told.Doing == JobDoing.Waiting ? "On its tenant's own cells" : "Its own turn";
        var isOneReason = told.Turn?.Why == told.Loan?.Why;
        IEnumerable<string> lines = [Sentence(told)];
        if (told.Turn is { } turn) lines = lines.Concat(Lines(isOneReason ? "On its tenant's own cells and on loan" : own, turn));
        if (told.Loan is { } loan && !isOneReason) lines = lines.Concat(Lines("On loan", loan));
        return lines;
    }

    private static IEnumerable<string> Lines(string where, Reason reason)
    {
        yield return $"{where}: {reason.Why}.";
        if (!reason.Earliest.IsNever) yield return $"  It starts by {reason.Earliest} at the latest, as far as is known now.";
        if (reason.Change.Length > 0) yield return $"  What would help: {reason.Change}.";
    }

    /// <summary>What it does, in one sentence.</summary>
    public static string Sentence(Explanation told) => told.Doing switch
    {
        JobDoing.Running => $"It runs {Place(told)}, since {told.Since}.",
        JobDoing.Stopping => $"It runs {Place(told)}, was told to leave, and is gone by {told.Until}.",
        JobDoing.Starting => $"Its turn has come: {told.Devices:#,0} devices are kept for it on {NameRanges.Of(told.Nodes)}.",
        JobDoing.Over => $"It is over since {told.Since}: {Word(told.Told.Outcome)}.",
        _ => told.Told.FirstLaunchedAt is { } first ? $"It waits; it ran first at {first}, and is to go on." : $"It waits since {told.Told.SubmittedAt}, when it was submitted.",
    };

    private static string Place(Explanation told) =>
        $"{(told.On == Claim.Loan ? "on loan" : "on its tenant's own cells")}, on {told.Devices:#,0} device{(told.Devices == 1 ? "" : "s")} of {NameRanges.Of(told.Nodes)}";

    private static string Word(JobOutcome? outcome) => outcome switch
    {
        JobOutcome.Completed => "it completed",
        JobOutcome.Failed => "it failed",
        JobOutcome.TimedOut => "it ran to its time limit",
        _ => "it was cancelled",
    };
}
