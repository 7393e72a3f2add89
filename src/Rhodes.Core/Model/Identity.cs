using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>A node by the number that it keeps for good, unlike its index, which belongs to one version of the fabric.</summary>
public readonly record struct NodeId(int Value);

/// <summary>A domain that stays meant when nodes are renumbered: the one of this level around a node.</summary>
public readonly record struct DomainRef(Level Level, NodeId Anchor);

/// <summary>A job by its tenant's index and a number of the tenant's own, from 1 up, so that a rival's rate cannot be read off it.</summary>
public readonly record struct JobId(int Tenant, int Number)
{
    public override string ToString() => $"{Tenant}.{Number}";
}

/// <summary>One run of a job: the first has ordinal 1.</summary>
public readonly record struct AttemptId(JobId Job, int Ordinal)
{
    public override string ToString() => $"{Job}#{Ordinal}";
}

/// <summary>What a job takes of each of its nodes: whole devices, cores, and memory in MiB.</summary>
public readonly record struct NodeDemand(int Devices, int Cores, long MemoryMib);
