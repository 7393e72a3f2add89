using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>
/// Scales sizes to a distribution and keeps their order: a job that is larger than nine tenths of its trace becomes one that is larger
/// than nine tenths of the target. Jobs of one size share its ranks by chance.
/// </summary>
internal sealed class SizeScale
{
    private readonly Dictionary<int, (long Below, long Count)> _ranks = [];
    private readonly Shares<int> _target;
    private readonly long _jobs;

    /// <param name="sizes">Of all jobs; only how often each one comes is kept.</param>
    public SizeScale(IEnumerable<int> sizes, IReadOnlyList<SizeShare> target)
    {
        _target = new(target.Select(size => (size.Devices, size.Weight)));
        SortedDictionary<int, long> counts = [];
        foreach (var size in sizes) counts[size] = counts.GetValueOrDefault(size) + 1;
        foreach (var (size, count) in counts)
        {
            _ranks.Add(size, (_jobs, count));
            _jobs += count;
        }
    }

    public int Draw(int size, Chance chance)
    {
        var (below, count) = _ranks[size];
        var rank = below + chance.Between(0, count - 1);
        return _target.At((uint)(((Int128)rank << 32) / _jobs));
    }
}
