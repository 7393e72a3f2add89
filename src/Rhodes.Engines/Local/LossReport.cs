namespace Rhodes.Engines.Local;

/// <summary>
/// Says which attempts were lost while no engine looked. Where a node has nothing left of all that was begun on it, as after a new start of the machine,
/// the node failed, and work goes on from its last saves; where neighbours still run, the one that was killed failed.
/// </summary>
internal static class LossReport
{
    public static void Say(IEngineListener listener, IReadOnlyList<(LocalAttempt Attempt, Verdict Verdict)> lost, IReadOnlyList<LocalAttempt> all)
    {
        var gone = lost.Select(each => each.Attempt).ToHashSet();
        var alive = all.Where(attempt => !gone.Contains(attempt) && !attempt.IsOver && attempt.Ranks.Any(rank => rank.Folder.IsClaimed))
            .SelectMany(attempt => attempt.Ranks).Select(rank => rank.Holding.Node).ToHashSet(StringComparer.Ordinal);
        HashSet<string> down = new(StringComparer.Ordinal);
        foreach (var (attempt, verdict) in lost)
        {
            List<string> nodes = [.. attempt.Ranks.Select(rank => rank.Holding.Node).Distinct().Where(node => !alive.Contains(node))];
            if (nodes.Count == 0)
            {
                attempt.End(verdict);
                continue;
            }
            attempt.EndUnsaid(verdict);
            var cause = attempt.Ranks.Any(rank => rank.IsOfAnotherBoot) ? "the machine was started anew" : "its processes were gone";
            foreach (var node in nodes.Where(down.Add)) listener.NodeDown(node, cause);
        }
        foreach (var node in down) listener.NodeUp(node);
    }
}
