using Rhodes.Core.Model;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Replay;

/// <summary>What is worth telling about the work that a scenario submits: nothing of a trace is left out in silence.</summary>
public sealed class WorkTally
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly List<TraceReader> _readers = [];

    /// <summary>Jobs on <see cref="Claim.Either"/> that no cells of their tenant could ever hold: they only run on loan.</summary>
    public long LargerThanOwnCells { get; private set; }

    /// <summary>Jobs on <see cref="Claim.Guaranteed"/> that no cells of their tenant could ever hold: they never start.</summary>
    public long NeverStarting { get; private set; }

    /// <summary>Leases of the site that are over before the scenario starts.</summary>
    public long LeasesOver { get; private set; }

    /// <summary>Rows of traces that were not replayed, by reason, in order of the reasons.</summary>
    public IReadOnlyDictionary<string, long> Skipped()
    {
        SortedDictionary<string, long> all = new(_skipped, StringComparer.Ordinal);
        foreach (var note in _readers.SelectMany(reader => reader.Summary.Skipped))
            all[note.Reason] = all.GetValueOrDefault(note.Reason) + note.Count;
        return all;
    }

    /// <summary>What is odd about rows that were replayed all the same.</summary>
    public IReadOnlyList<string> Remarks() => [.. _readers.SelectMany(reader =>
        reader.Summary.Remarks.Select(note => $"{Path.GetFileName(reader.Summary.File)}: {note}"))];

    internal void Watch(TraceReader reader) => _readers.Add(reader);

    internal void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;

    internal void CountLeaseOver() => LeasesOver++;

    internal void Count(JobSpec job, bool fitsOwnCells)
    {
        if (job.Claim == Claim.Loan || fitsOwnCells) return;
        if (job.Claim == Claim.Either) LargerThanOwnCells += job.Array;
        else NeverStarting += job.Array;
    }
}
