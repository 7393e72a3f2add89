using Rhodes.Core.Binder;
using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>Cells that end, start, move and heal.</summary>
public sealed partial class ControlCore
{
    private readonly List<(int Pool, int Tenure)> _ailing = [];

    private void CloseCells()
    {
        foreach (var (pool, id) in State.TenureTimers.ToClose(State.Now))
        {
            var tenure = State.Pools[pool].Plan[id];
            if (State.IsClosedAhead(pool, id)) Emit(new NodesReopened(pool, id, State.IdsIn(pool, tenure.Domain)));
            Emit(new CellClosed(pool, id));
        }
    }

    /// <summary>Domains of dedicated cells are cleared of others a notice before they start.</summary>
    private void ClearForDedicated()
    {
        foreach (var (pool, id) in State.TenureTimers.ToClear(State.Now))
        {
            var tenure = State.Pools[pool].Plan[id];
            if (IsStillAnothers(pool, tenure)) continue;   // the cell before it ends first; asked again when it has
            PlanWhereTheLeastMustLeave(pool, tenure);
            CloseDomain(pool, State.Pools[pool].Plan[id]);
        }
    }

    /// <summary>A dedicated cell that has not started may still be planned anywhere; all that others borrow there must leave.</summary>
    private void PlanWhereTheLeastMustLeave(int pool, Tenure tenure)
    {
        var physical = State.Pools[pool];
        var (best, least) = (tenure.Domain, CostToClear(physical, tenure.Domain, tenure.Tenant));
        for (var i = 0; least > 0 && i < physical.Tree.Count(tenure.Domain.Level); i++)
        {
            Domain domain = new(tenure.Domain.Level, i);
            if (physical.BusyIn(domain) > 0 || !physical.Plan.IsFree(domain, State.Now, tenure.Until, tenure.Id)
                || !CellFit.Fits(physical.Tree, domain, State.ClassOf(tenure).Shape, new HealthyNode(physical))) continue;
            var cost = CostToClear(physical, domain, tenure.Tenant);
            if (cost < least) (best, least) = (domain, cost);
        }

        if (best != tenure.Domain) EmitPlan(pool, new([tenure with { Domain = best }], []));
    }

    private Int128 CostToClear(PhysicalPool pool, Domain domain, int tenant)
    {
        HashSet<AttemptId> leaving = [];
        for (var node = pool.Tree.First(domain); node < pool.Tree.End(domain); node++)
            if (pool.LoanTenant(node) != tenant) leaving.UnionWith(pool.LoansOn(node).ToArray());
        Int128 cost = 0;
        foreach (var attempt in leaving) cost += RecallCost(attempt);
        return cost;
    }

    /// <summary>Another tenant's dedicated cell still has the domain until this one starts.</summary>
    private bool IsStillAnothers(int pool, Tenure tenure)
    {
        var plan = State.Pools[pool].Plan;
        for (var node = plan.Tree.First(tenure.Domain); node < plan.Tree.End(tenure.Domain); node++)
            if (State.Pools[pool].ClosedTo(node) >= 0) return true;
        return false;
    }

    private void CloseDomain(int pool, Tenure tenure)
    {
        Emit(new NodesClosed(pool, tenure.Id, tenure.Tenant, State.IdsIn(pool, tenure.Domain)));
        var notice = State.ClassOf(tenure).RecallNotice;
        for (var node = State.Pools[pool].Tree.First(tenure.Domain); node < State.Pools[pool].Tree.End(tenure.Domain); node++)
            if (State.Pools[pool].LoanTenant(node) != tenure.Tenant) Recall(pool, node, State.Now + notice);
    }

    private void OpenCells()
    {
        foreach (var (pool, id) in State.TenureTimers.ToOpen(State.Now))
        {
            var tenure = State.Pools[pool].Plan[id];
            if (State.ClassOf(tenure).Mode == LeaseMode.Dedicated && !State.IsClosedAhead(pool, id)) CloseDomain(pool, tenure);
            var need = NeedOf(pool, tenure, []);
            var standing = BinderOf(pool).Open(need);
            Emit(new CellOpened(pool, id, State.IdsOf(pool, standing.Hosts)));
            if (standing.Missing > 0) Stand(pool, need, BinderOf(pool).Heal(need));
            TellLost(pool, tenure.Tenant, need.First, need.Nodes);
        }
    }

    /// <summary>
    /// Cells with broken nodes get spares, or another domain while they are idle. One that left its domain may have made room
    /// for another, so it goes on until none moves: each move leaves fewer nodes missing.
    /// </summary>
    private void HealCells()
    {
        if (!State.MayHeal) return;
        bool anyMoved;
        do
        {
            anyMoved = false;
            _ailing.Clear();
            _ailing.AddRange(State.Ailing);
            foreach (var (pool, id) in _ailing)
            {
                var tenure = State.Pools[pool].Plan[id];
                if (State.MayHealInside(pool, id) || MayHealElsewhere(pool, tenure)) anyMoved |= HealCell(pool, tenure);
            }
        }
        while (anyMoved);
        State.MarkHealed();
    }

    private bool MayHealElsewhere(int pool, Tenure tenure) =>
        State.MayHealAway && State.Pools[pool].BusyIn(tenure.Domain) == 0 && BinderOf(pool).MayBeHealedElsewhere(NeedOf(pool, tenure, []));

    private bool HealCell(int pool, Tenure tenure)
    {
        var need = NeedOf(pool, tenure, []);
        if (BinderOf(pool).StandsAsWellAsCanBe(need, out var missing))
        {
            TellLost(pool, tenure.Tenant, need.First, need.Nodes);
            if (missing == 0) State.MarkHealed(pool, tenure.Id);
            return false;
        }

        var standing = BinderOf(pool).Heal(need);
        Stand(pool, need, standing);
        if (standing.Missing == 0) State.MarkHealed(pool, tenure.Id);
        return standing.Domain != tenure.Domain;
    }

    private CellBinder BinderOf(int pool) => new(State.Pools[pool], State.Now, RecallCost);

    private CellNeed NeedOf(int pool, Tenure tenure, IReadOnlyList<int> needed)
    {
        var itsClass = State.ClassOf(tenure);
        return new(tenure, itsClass.Shape, itsClass.Mode == LeaseMode.Dedicated, State.FirstVirtualNode(pool, tenure), needed);
    }

    /// <summary>Makes a cell stand as the binder said: by move, by swap, or by other nodes of its own domain.</summary>
    private void Stand(int pool, CellNeed need, Standing standing)
    {
        var from = need.Tenure.Domain;
        if (standing.Domain != from)
        {
            if (need.Dedicated) Emit(new NodesReopened(pool, need.Tenure.Id, State.IdsIn(pool, from)));
            if (standing.BySwap) Emit(new DomainsSwapped(pool, State.RefOf(pool, from), State.RefOf(pool, standing.Domain)));
            else Emit(new CellMoved(pool, need.Tenure.Id, State.RefOf(pool, standing.Domain), State.IdsOf(pool, standing.Hosts)));
            if (need.Dedicated) CloseDomain(pool, State.Pools[pool].Plan[need.Tenure.Id]);
        }

        Rehost(pool, need, standing.Hosts);
        TellLost(pool, need.Tenure.Tenant, need.First, need.Nodes);
        if (standing.Domain == from || !standing.BySwap) return;
        TellLostIn(pool, from);
        TellLostIn(pool, standing.Domain);
    }

    private void Rehost(int pool, CellNeed need, int[] hosts)
    {
        List<int> moved = [];
        for (var i = 0; i < hosts.Length; i++)
            if (State.Pools[pool].HostOf(need.Tenure.Tenant, need.First + i) != hosts[i]) moved.Add(i);
        if (moved.Count > 0)
            Emit(new NodesRehosted(pool, need.Tenure.Tenant, [.. moved.Select(i => need.First + i)], State.IdsOf(pool, moved.Select(i => hosts[i]))));
    }

    private void TellLostIn(int pool, Domain domain)
    {
        for (var node = State.Pools[pool].Tree.First(domain); node < State.Pools[pool].Tree.End(domain); node++)
            if (State.Pools[pool].GuestOf(node) is { IsNone: false } guest) TellLost(pool, guest.Tenant, guest.Node, 1);
    }

    /// <summary>Tells a tenant's private cluster which of its nodes have nothing healthy behind them, and which have again.</summary>
    private void TellLost(int pool, int tenant, int first, int count)
    {
        for (var node = first; node < first + count; node++)
        {
            var isLost = !State.Pools[pool].IsHealthy(State.Pools[pool].HostOf(tenant, node));
            if (isLost == State.IsLost(pool, tenant, node)) continue;
            if (!isLost)
            {
                Emit(new CellNodeBack(tenant, pool, node));
                continue;
            }

            InterruptTurnsOn(pool, tenant, node);
            Emit(new CellNodeLost(tenant, pool, node));
        }
    }

    private void InterruptTurnsOn(int pool, int tenant, int node)
    {
        var cluster = State.Tenants[tenant].Cluster;
        foreach (var number in cluster.HoldersOf(pool, node)) Interrupt(new(tenant, number));
    }

    /// <summary>A fault reached a turn: it waits again, and what really ran for it on its own cells has ended.</summary>
    private void Interrupt(JobId id)
    {
        var turn = State.Tenants[id.Tenant].Cluster[id.Number];
        if (State.TryGetJob(id, out var job) && job.Own is { } own) End(job, own, AttemptEnd.Lost);
        Emit(new TurnInterrupted(id, turn.SavedMs(State.Now)));
    }
}
