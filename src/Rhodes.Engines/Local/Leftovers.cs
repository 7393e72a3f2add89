namespace Rhodes.Engines.Local;

/// <summary>What still runs of attempts that by the log are over, as when the process that should have ended them was itself ended.</summary>
internal static class Leftovers
{
    public static IEnumerable<Remains> Of(LocalMeans means, IReadOnlyList<LocalAttempt> attempts)
    {
        List<LocalRank> ranks = [.. attempts.SelectMany(attempt => attempt.Ranks)];
        means.Groups?.EndOthers([.. ranks.Select(rank => rank.Holding.Group).OfType<string>()]);
        var known = ranks.Select(rank => rank.Folder.Path).ToHashSet(StringComparer.Ordinal);
        var inside = means.Settings.Folder + "/";
        var folders = ProcessTable.ReadAll().Select(row => row.Folder).OfType<string>()
            .Where(folder => folder.StartsWith(inside, StringComparison.Ordinal) && !known.Contains(folder) && Directory.Exists(folder)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            AttemptFolder.WriteOver(Path.GetDirectoryName(folder)!, "");
            var rank = new RankFolder(folder);
            var holding = rank.Holding ?? new RankHolding("", [], null); // its engine was killed while it prepared it
            means.Devices.Hold(holding.Node, holding.Devices);
            yield return new Remains(null, [new LocalRank(rank, holding)], means);
        }
    }
}
