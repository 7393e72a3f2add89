using Rhodes.Files;

namespace Rhodes.Cli.Sweeps;

/// <summary>All runs of a sweep, in the order of its values, and where they are kept.</summary>
internal sealed record SweepTable(SweepSpec Sweep, IReadOnlyList<SweepRun> Runs, SweepFolder Folder)
{
    public IEnumerable<SweepRun> Failed => Runs.Where(run => run.Failure is not null);

    /// <summary>Whether a run failed, or violated a law.</summary>
    public bool HasNegative => Runs.Any(run => run.Failure is not null || run.Rows.Any(row => row.GetProperty("law_violations").GetInt64() > 0));

    /// <summary>Short names of the paths: as many of their last steps as tell them apart.</summary>
    public IReadOnlyList<string> Headers()
    {
        var paths = Sweep.Vary.Select(swept => swept.Path).ToList();
        return paths.ConvertAll(path =>
        {
            var start = path.Length;
            do start = path.LastIndexOf('.', start - 1);
            while (start > 0 && paths.Exists(other => other != path && other.EndsWith(path[start..], StringComparison.Ordinal)));
            return path[(start + 1)..];
        });
    }
}
