using Rhodes.Core.Model;

namespace Rhodes.Core.Control;

/// <summary>What is so on the nodes of one pool.</summary>
public sealed record PoolImage(Contract.TenurePlan[] Plan, HostImage[] Hosts, NodeId[] Broken, ClosedImage[] Closed);

/// <summary>A physical node and the virtual one that it stands behind.</summary>
public sealed record HostImage(NodeId Node, int Tenant, int Virtual);

/// <summary>A node and the only tenant that may use it.</summary>
public sealed record ClosedImage(NodeId Node, int Tenant);
