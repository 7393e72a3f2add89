using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>What is left of an attempt that is over: processes that must go, and then devices that are free.</summary>
/// <param name="whose">Null: nobody knows any more.</param>
internal sealed class Remains(AttemptId? whose, IReadOnlyList<LocalRank> ranks, LocalMeans means)
{
    public bool IsOf(AttemptId attempt) => whose == attempt;

    public bool IsOf(JobId job) => whose?.Job == job;

    /// <returns>True: nothing is left, and the devices are given back.</returns>
    public bool TryEnd(IReadOnlyList<ProcessRow> processes)
    {
        // Looked at twice, since what forks while the table is read may be missed.
        if (!AreGone(processes) || !AreGone(ProcessTable.ReadAll())) return false;
        foreach (var rank in ranks)
        {
            means.Devices.GiveBack(rank.Holding.Node, rank.Holding.Devices);
            if (rank.Holding.Group is { } group) ControlGroups.Remove(group);
        }
        return true;
    }

    private bool AreGone(IReadOnlyList<ProcessRow> processes)
    {
        var gone = true;
        foreach (var rank in ranks) gone &= rank.IsGone(processes);
        return gone;
    }
}
