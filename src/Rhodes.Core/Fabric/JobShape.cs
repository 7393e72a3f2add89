using Rhodes.Core.Model;

namespace Rhodes.Core.Fabric;

/// <summary>What matters to where a job fits. Jobs of one shape fit or fail together, so one try answers for all.</summary>
public readonly record struct JobShape(JobSpec Spec)
{
    /// <remarks>Hot: once or twice for each job. Jobs that were read together share their groups, which makes it one comparison.</remarks>
    public bool Equals(JobShape other)
    {
        var (mine, its) = (Spec.Groups, other.Spec.Groups);
        if (Spec.Within != other.Spec.Within) return false;
        if (ReferenceEquals(mine, its)) return true;
        if (mine.Count != its.Count) return false;
        for (var i = 0; i < mine.Count; i++)
            if (!AreEqual(mine[i], its[i])) return false;
        return true;
    }

    public override int GetHashCode()
    {
        var hash = Spec.Groups.Count;
        for (var i = 0; i < Spec.Groups.Count; i++)
            hash = unchecked((((hash * 31) + Spec.Groups[i].Nodes) * 31) + Spec.Groups[i].DevicesPerNode);
        return hash;
    }

    private static bool AreEqual(GroupSpec a, GroupSpec b) =>
        ReferenceEquals(a, b)
        || (a with { Kinds = b.Kinds } == b && (ReferenceEquals(a.Kinds, b.Kinds) || a.Kinds.SequenceEqual(b.Kinds)));
}
