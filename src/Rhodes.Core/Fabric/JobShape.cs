using Rhodes.Core.Model;

namespace Rhodes.Core.Fabric;

/// <summary>What matters to where a job fits. Jobs of one shape fit or fail together, so one try answers for all.</summary>
public sealed class JobShape(JobSpec spec) : IEquatable<JobShape>
{
    private readonly JobSpec _spec = spec;

    public bool Equals(JobShape? other) =>
        other is not null && _spec.Within == other._spec.Within && _spec.Groups.Count == other._spec.Groups.Count
        && _spec.Groups.Zip(other._spec.Groups).All(pair => AreEqual(pair.First, pair.Second));

    public override bool Equals(object? obj) => Equals(obj as JobShape);

    public override int GetHashCode()
    {
        var hash = _spec.Groups.Count;
        foreach (var group in _spec.Groups) hash = unchecked((((hash * 31) + group.Nodes) * 31) + group.DevicesPerNode);
        return hash;
    }

    private static bool AreEqual(GroupSpec a, GroupSpec b) =>
        ReferenceEquals(a, b)
        || (a with { Kinds = b.Kinds } == b && (ReferenceEquals(a.Kinds, b.Kinds) || a.Kinds.SequenceEqual(b.Kinds)));
}
