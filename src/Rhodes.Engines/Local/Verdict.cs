namespace Rhodes.Engines.Local;

internal enum RankPhase
{
    /// <summary>Nobody took its token.</summary>
    Unclaimed = 0,
    Running = 1,
    Exited = 2,

    /// <summary>Whoever took its token is gone, and did not say how it ended.</summary>
    Lost = 3,
}

internal readonly record struct RankLook(RankPhase Phase, RankExit? Exit = null);

internal enum VerdictKind
{
    Completed = 0,
    Failed = 1,
    Left = 2,
    Lost = 3,
}

/// <summary>What became of an attempt.</summary>
/// <param name="Saved">Of one that left: whether all of it left well.</param>
internal sealed record Verdict(VerdictKind Kind, string Detail, bool Saved = false)
{
    /// <summary>As it is written down before what is left is ended.</summary>
    public string Write() => $"{(Kind == VerdictKind.Lost ? "lost" : "failed")}: {Detail}";

    /// <param name="written">Null: nothing was. Empty: the log said that it is over.</param>
    public static Verdict? Parse(string? written) => written switch
    {
        null => null,
        "" => new(VerdictKind.Failed, "it was ended"),
        _ when written.StartsWith("lost: ", StringComparison.Ordinal) => new(VerdictKind.Lost, written[6..]),
        _ => new(VerdictKind.Failed, written[(written.IndexOf(':') + 1)..].TrimStart()),
    };

    /// <returns>Null: it goes on.</returns>
    /// <param name="isWarned">Whether its ranks know that they should leave. Then each may take the time it has, whatever the others did.</param>
    public static Verdict? Of(IReadOnlyList<RankLook> ranks, bool isWarned)
    {
        var running = false;
        var failed = -1;
        for (var rank = 0; rank < ranks.Count; rank++)
        {
            if (ranks[rank].Phase == RankPhase.Lost) return new(VerdictKind.Lost, Of(rank, ranks.Count, "its launcher was killed"));
            running |= ranks[rank].Phase != RankPhase.Exited;
            if (failed < 0 && ranks[rank].Exit is { Code: not 0 }) failed = rank;
        }
        if (failed < 0 && running) return null;
        var detail = failed < 0 ? "exit code 0" : Of(failed, ranks.Count, ranks[failed].Exit!.ToString());
        if (!isWarned) return new(failed < 0 ? VerdictKind.Completed : VerdictKind.Failed, detail);
        return running ? null : new(VerdictKind.Left, detail, Saved: failed < 0);
    }

    /// <summary>Which rank is said where there are several.</summary>
    public static string Of(int rank, int ranks, string what) => ranks == 1 ? what : $"rank {rank}: {what}";
}
