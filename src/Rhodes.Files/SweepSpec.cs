namespace Rhodes.Files;

/// <summary>A scenario, and the values that it is to be played with: every combination of them.</summary>
public sealed record SweepSpec
{
    public required string Name { get; init; }

    /// <summary>A scenario file or its folder.</summary>
    public required string Scenario { get; init; }

    /// <summary>At least one; no path twice.</summary>
    public required IReadOnlyList<SweptPath> Vary { get; init; }

    /// <summary>Names of baselines that play each combination too.</summary>
    public required IReadOnlyList<string> With { get; init; }

    /// <summary>Runs at once. Null: as many as there are cores.</summary>
    public int? Parallel { get; init; }

    /// <summary>How many combinations there are.</summary>
    public Int128 Count => Vary.Aggregate((Int128)1, (count, swept) => Int128.Min(long.MaxValue, count * swept.Values.Count));

    /// <summary>Every combination, in order; the last path changes fastest.</summary>
    public IEnumerable<IReadOnlyList<Setting>> Combinations()
    {
        var at = new int[Vary.Count];
        while (true)
        {
            yield return [.. Vary.Select((swept, i) => swept.Setting(at[i]))];
            var turned = at.Length - 1;
            while (turned >= 0 && ++at[turned] == Vary[turned].Values.Count) at[turned--] = 0;
            if (turned < 0) yield break;
        }
    }

    /// <summary>As few combinations as have every value in them.</summary>
    public IEnumerable<IReadOnlyList<Setting>> EveryValueOnce() =>
        Enumerable.Range(0, Vary.Max(swept => swept.Values.Count)).Select(row => (IReadOnlyList<Setting>)[.. Vary.Select(swept => swept.Setting(row % swept.Values.Count))]);
}

/// <summary>A path of <see cref="Setting"/>, and the values that it is to have.</summary>
/// <param name="Values">At least one, none twice.</param>
/// <param name="Origin">Where somebody wrote it.</param>
public sealed record SweptPath(string Path, IReadOnlyList<string> Values, string Origin)
{
    public Setting Setting(int value) => new(Path, Values[value], Origin);
}
