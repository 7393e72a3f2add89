using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>The only writer: from an event to the state after it.</summary>
public sealed partial class SiteState
{
    /// <summary>Makes so what the event says, at the instant of the command that caused it.</summary>
    public void Apply(Event @event)
    {
        switch (@event)
        {
            case FabricChanged e: ChangeFabric(e); break;
            case TenantAdded e: AddTenant(e.Spec); break;
            case LeaseConfirmed e: SetLease(e.Tenant, e.Lease); break;
            case LeaseEnded e: EndLease(e); break;
            case PlanChanged e: ChangePlan(e); break;
            case CellOpened e: OpenCell(e); break;
            case CellClosed e: CloseCell(e); break;
            case CellMoved e: MoveCell(e); break;
            case DomainsSwapped e: Swap(e); break;
            case NodesRehosted e: Rehost(e); break;
            case NodesClosed e: Close(e.Pool, e.Tenure, e.Nodes, e.Tenant); break;
            case NodesReopened e: Close(e.Pool, e.Tenure, e.Nodes, -1); break;
            case NodeWentDown e: SetDraining(e.Node, null); SetHealthy(e.Node, false); break;
            case NodeDraining e: SetDraining(e.Node, e); break;
            case NodeKept e: SetDraining(e.Node, null); break;
            case NodeCameUp e: SetHealthy(e.Node, true); break;
            case CellNodeLost e: LoseNode(e); break;
            case CellNodeBack e: GiveNodeBack(e); break;
            default: if (!People.Fold(@event)) ApplyToJobs(@event); break;
        }

        Meter.Fold(Now, @event);
    }

    private void AddTenant(TenantSpec spec)
    {
        TenantState tenant = new(_tenants.Length, spec);
        foreach (var pool in _pools) tenant.Cluster.AddPool(pool.Fabric.Spec);
        _tenants = _tenants.Add(tenant);
    }

    private void SetLease(int tenant, LeaseSpec lease)
    {
        _leaseTenant[lease.Name] = tenant;
        _tenants[tenant].Cluster.SetLease(lease);
        _tenants[tenant].Cluster.RefreshEnds(Now);
    }

    private void EndLease(LeaseEnded ended)
    {
        var lease = _tenants[ended.Tenant].Cluster.Leases.First(lease => string.Equals(lease.Name, ended.Lease, StringComparison.Ordinal));
        SetLease(ended.Tenant, LeaseRules.EndedAt(lease, ended.From));
    }

    private void ChangePlan(PlanChanged change)
    {
        var plan = _pools[change.Pool].Plan;
        foreach (var id in change.Removed)
        {
            plan.Remove(id);
            SetTimers(change.Pool, id);
        }

        foreach (var set in change.Set) plan.Remove(set.Id);
        foreach (var set in change.Set)
        {
            plan.Set(new(set.Id, set.Tenant, set.Class, set.Slot, set.From, set.Until, DomainOf(change.Pool, set.Domain)));
            NextTenure = Math.Max(NextTenure, set.Id + 1);
            SetTimers(change.Pool, set.Id);
        }

        (MayHealAway, MayLend) = (true, true);
    }

    private void OpenCell(CellOpened opened)
    {
        var tenure = _pools[opened.Pool].Plan[opened.Tenure];
        var cluster = _tenants[tenure.Tenant].Cluster;
        _pools[opened.Pool].Cover(tenure.Domain, 1);
        HostCell(opened.Pool, tenure, opened.Hosts);
        _open.Add((opened.Pool, opened.Tenure));
        SetTimers(opened.Pool, opened.Tenure);
        cluster.OpenCell(tenure.Class, tenure.Slot, tenure.Until);
    }

    private void HostCell(int pool, Tenure tenure, NodeId[] hosts)
    {
        var first = FirstVirtualNode(pool, tenure);
        for (var i = 0; i < hosts.Length; i++) _pools[pool].Host(tenure.Tenant, first + i, _pools[pool].IndexOf(hosts[i]));
    }

    private void UnhostCell(int pool, Tenure tenure)
    {
        var first = FirstVirtualNode(pool, tenure);
        for (var i = 0; i < ClassOf(tenure).Shape.TotalNodes; i++) _pools[pool].Unhost(tenure.Tenant, first + i);
    }

    private void CloseCell(CellClosed closed)
    {
        var plan = _pools[closed.Pool].Plan;
        var tenure = plan[closed.Tenure];
        _pools[closed.Pool].Touch(_pools[closed.Pool].Tree.First(tenure.Domain));
        UnhostCell(closed.Pool, tenure);
        _pools[closed.Pool].Cover(tenure.Domain, -1);
        _tenants[tenure.Tenant].Cluster.CloseCell(tenure.Class, tenure.Slot, Now);
        _open.Remove((closed.Pool, closed.Tenure));
        _closedAhead.Remove((closed.Pool, closed.Tenure));
        var first = FirstVirtualNode(closed.Pool, tenure);
        for (var i = 0; i < ClassOf(tenure).Shape.TotalNodes; i++) _lost.Remove((closed.Pool, tenure.Tenant, first + i));
        _ailing.Remove((closed.Pool, closed.Tenure));
        plan.Remove(closed.Tenure);
        SetTimers(closed.Pool, closed.Tenure);
        (MayHealAway, MayLend) = (true, true);
    }

    private void MoveCell(CellMoved moved)
    {
        var pool = _pools[moved.Pool];
        var tenure = pool.Plan[moved.Tenure];
        var to = DomainOf(moved.Pool, moved.To);
        _pools[moved.Pool].Touch(_pools[moved.Pool].Tree.First(tenure.Domain));
        UnhostCell(moved.Pool, tenure);
        pool.Cover(tenure.Domain, -1);
        pool.Plan.Set(tenure with { Domain = to });
        pool.Cover(to, 1);
        HostCell(moved.Pool, tenure, moved.Hosts);
        (MayHealAway, MayLend) = (true, true);
    }

    private void Swap(DomainsSwapped swapped)
    {
        var (a, b) = (DomainOf(swapped.Pool, swapped.A), DomainOf(swapped.Pool, swapped.B));
        _pools[swapped.Pool].Touch(_pools[swapped.Pool].Tree.First(a));
        _pools[swapped.Pool].Touch(_pools[swapped.Pool].Tree.First(b));
        _pools[swapped.Pool].Swap(a, b);
        (MayHealAway, MayLend) = (true, true);
    }

    private void Rehost(NodesRehosted rehosted)
    {
        var pool = _pools[rehosted.Pool];
        var tenant = rehosted.Tenant;
        pool.Touch(pool.IndexOf(rehosted.Hosts[0]));
        foreach (var node in rehosted.Virtual) pool.Unhost(tenant, node);
        for (var i = 0; i < rehosted.Virtual.Length; i++) pool.Host(tenant, rehosted.Virtual[i], pool.IndexOf(rehosted.Hosts[i]));
        (MayHealAway, MayLend) = (true, true);
    }

    private void Close(int pool, int tenure, NodeId[] nodes, int tenant)
    {
        foreach (var id in nodes) _pools[pool].SetClosedTo(_pools[pool].IndexOf(id), tenant);
        if (tenant >= 0) _closedAhead.Add((pool, tenure));
        else _closedAhead.Remove((pool, tenure));
        SetTimers(pool, tenure);
        (MayHealAway, MayLend) = (true, true);
    }

    /// <summary>When a tenure opens, closes, and, a dedicated one, when others must be gone.</summary>
    private void SetTimers(int pool, int id)
    {
        if (!_pools[pool].Plan.TryGet(id, out var tenure))
        {
            _tenureTimers.Clear(pool, id);
            return;
        }

        var (isOpen, itsClass) = (_open.Contains((pool, id)), ClassOf(tenure));
        var isClosedAhead = itsClass.Mode != LeaseMode.Dedicated || _closedAhead.Contains((pool, id));
        _tenureTimers.Set(pool, id,
            opens: isOpen ? Instant.Never : tenure.From,
            closes: isOpen ? tenure.Until : Instant.Never,
            clears: isClosedAhead ? Instant.Never : tenure.From - itsClass.RecallNotice);
    }

    private void SetDraining(NodeId node, NodeDraining? draining)
    {
        if (draining is null && !_draining.ContainsKey(node.Value)) return;
        if (draining is null) _draining.Remove(node.Value);
        else _draining[node.Value] = draining;
        var place = Fabric.PlaceOf(node);
        _pools[place.Pool].SetDraining(place.Index, draining is not null);
        MayLend = true;
    }

    private void SetHealthy(NodeId node, bool healthy)
    {
        var place = Fabric.PlaceOf(node);
        var pool = _pools[place.Pool];
        pool.SetHealthy(place.Index, healthy);
        (MayHealAway, MayLend) = (true, true);
        if (!healthy && pool.GuestOf(place.Index) is { IsNone: false } guest) Ail(place.Pool, guest.Tenant, guest.Node);
    }

    private void LoseNode(CellNodeLost lost)
    {
        _lost.Add((lost.Pool, lost.Tenant, lost.Virtual));
        _tenants[lost.Tenant].Cluster.LoseNode(lost.Pool, lost.Virtual);
        Ail(lost.Pool, lost.Tenant, lost.Virtual);
    }

    private void Ail(int pool, int tenant, int node)
    {
        if (TenureAt(pool, tenant, node) is { } tenure && _ailing.Add((pool, tenure.Id))) MustHealAll = true;
    }

    private void GiveNodeBack(CellNodeBack back)
    {
        _lost.Remove((back.Pool, back.Tenant, back.Virtual));
        _tenants[back.Tenant].Cluster.GiveNodeBack(back.Pool, back.Virtual);
    }

    /// <summary>The first virtual node of the cell that a tenure is of.</summary>
    public int FirstVirtualNode(int pool, Tenure tenure)
    {
        var cells = _tenants[tenure.Tenant].Cluster.Pools[pool];
        return cells.Cells[cells.CellAt(tenure.Class, tenure.Slot)].First;
    }
}
