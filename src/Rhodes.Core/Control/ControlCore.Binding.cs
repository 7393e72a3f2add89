using Rhodes.Core.Binder;
using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>From a turn in a private schedule to an attempt on physical nodes.</summary>
public sealed partial class ControlCore
{
    private readonly List<JobId> _listed = [];

    /// <summary>Every turn that has just come gets its physical nodes; what is borrowed there is told to leave.</summary>
    private void BindTurns()
    {
        foreach (var id in ListOf(State.Starting))
        {
            var job = State.JobOf(id);
            if (job.HasEnded || job.Own is not null) continue;
            var turn = State.Tenants[id.Tenant].Cluster[id.Number];
            if (job.Loan is { Phase: AttemptPhase.Running } loan && TryBindUnder(turn, loan)) continue;
            if (job.Loan is { } elsewhere) StopBy(elsewhere, State.Now + LongestNotice(id.Tenant, turn), StopReason.Turn);
            BindTo(job, turn);
        }
    }

    /// <summary>Launches what is clear. A job that is over already only takes its turn.</summary>
    private void LaunchTurns()
    {
        foreach (var id in ListOf(State.Starting))
        {
            var job = State.JobOf(id);
            if (job.HasEnded)
            {
                Emit(new TurnLaunched(id));
                continue;
            }

            if (job.Own is not { } own || job.Loan is not null || !IsClear(own)) continue;
            if (own.Phase == AttemptPhase.Placed)
                Emit(new AttemptLaunched(own.Id, Progress.ResumeFromMs(job.Spec.Checkpoint, job.KeptMs, own.Speed)));
            Emit(new TurnLaunched(id));
        }
    }

    /// <summary>A copy to go through while what it was made of changes; used again by the next call.</summary>
    private List<JobId> ListOf(IReadOnlyCollection<JobId> ids)
    {
        _listed.Clear();
        if (ids.Count > 0) _listed.AddRange(ids);
        return _listed;
    }

    /// <summary>Whether nothing is lent on the attempt's nodes any more. Nothing is lent there anew, so it goes on where it last stopped.</summary>
    private bool IsClear(Attempt attempt)
    {
        var number = 0;
        foreach (var share in attempt.Place)
        {
            var pool = State.Pools[share.Pool];
            foreach (var node in share.Nodes)
            {
                if (number++ < attempt.ClearNodes) continue;
                if (pool.LoanTenant(pool.IndexOf(node)) >= 0) return false;
                attempt.ClearNodes++;
            }
        }

        return true;
    }

    private void BindTo(Job job, Turn turn)
    {
        if (IsAnyNodeTaken(job.Id.Tenant, turn))
        {
            foreach (var (pool, tenure, needed) in CellsOf(job.Id.Tenant, turn))
            {
                // An exchange for the cell before may have moved this one.
                var need = NeedOf(pool, State.Pools[pool].Plan[tenure.Id], needed);
                Stand(pool, need, BinderOf(pool).ForWork(need));
            }
        }

        var place = Array.ConvertAll(turn.Place, share => PhysicalShare(job.Id.Tenant, share));
        Emit(new AttemptPlaced(new(job.Id, job.Attempts + 1), Claim.Guaranteed, place, turn.Speed));
        foreach (var share in place)
        {
            foreach (var id in share.Nodes)
            {
                var node = State.Pools[share.Pool].IndexOf(id);
                if (State.Pools[share.Pool].LoanTenant(node) >= 0) Recall(share.Pool, node, State.Now + NoticeAt(share.Pool, node));
            }
        }
    }

    /// <summary>Whether anything is lent, or broken, behind the nodes that the turn wants. Where not, they stand as well as can be.</summary>
    private bool IsAnyNodeTaken(int tenant, Turn turn)
    {
        foreach (var share in turn.Place)
        {
            var pool = State.Pools[share.Pool];
            foreach (var node in share.Nodes)
                if (pool.HostOf(tenant, node) is var host && (host < 0 || !pool.IsHealthy(host) || pool.LoanTenant(host) >= 0)) return true;
        }

        return false;
    }

    private NodeShare PhysicalShare(int tenant, VirtualShare share)
    {
        var pool = State.Pools[share.Pool];
        var ids = new NodeId[share.Nodes.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = pool.Fabric.Ids[pool.HostOf(tenant, share.Nodes[i])];
        return new(share.Pool, share.Demand, ids);
    }

    /// <summary>The turn's cells, and which of their nodes it wants.</summary>
    private List<(int Pool, Tenure Tenure, List<int> Needed)> CellsOf(int tenant, Turn turn)
    {
        SortedDictionary<(int Pool, int Tenure), List<int>> cells = [];
        foreach (var share in turn.Place)
        {
            var virtualPool = State.Tenants[tenant].Cluster.Pools[share.Pool];
            var (lastCell, needed) = (-1, (List<int>)[]);
            foreach (var node in share.Nodes)
            {
                if (virtualPool.CellOfNode(node) != lastCell)
                {
                    var tenure = State.TenureAt(share.Pool, tenant, node) ?? throw Invariant.Broken("a turn stands on open cells");
                    if (!cells.TryGetValue((share.Pool, tenure.Id), out needed!)) cells.Add((share.Pool, tenure.Id), needed = []);
                    lastCell = virtualPool.CellOfNode(node);
                }

                needed.Add(node);
            }
        }

        foreach (var needed in cells.Values) SortWithoutDoubles(needed);
        return [.. cells.Select(cell => (cell.Key.Pool, State.Pools[cell.Key.Pool].Plan[cell.Key.Tenure], cell.Value))];
    }

    /// <summary>Groups of one gang may share a node.</summary>
    private static void SortWithoutDoubles(List<int> nodes)
    {
        nodes.Sort();
        var kept = 1;
        for (var i = 1; i < nodes.Count; i++)
            if (nodes[i] != nodes[kept - 1]) nodes[kept++] = nodes[i];
        nodes.RemoveRange(kept, nodes.Count - kept);
    }

    /// <summary>Moves the turn's cells under the nodes on which its work runs on loan. All of them, or none.</summary>
    private bool TryBindUnder(Turn turn, Attempt loan)
    {
        if (!RunsAlone(loan) || !IsAlike(turn, loan)) return false;
        List<(int Pool, CellNeed Need, Standing Standing)> standings = [];
        HashSet<(int, int)> unpaired = [.. loan.Place.SelectMany(share => share.Nodes.Select(id => (share.Pool, State.Pools[share.Pool].IndexOf(id))))];
        if (unpaired.Count < loan.Place.Sum(share => share.Nodes.Length)) return false;   // groups share a node: the turn may share them otherwise
        foreach (var (pool, tenure, needed) in CellsOf(loan.Id.Job.Tenant, turn).OrderByDescending(cell => HostsAmong(cell.Pool, cell.Tenure, unpaired)))
        {
            var need = NeedOf(pool, tenure, needed);
            if (NodesFor(pool, need, unpaired) is not { } nodes || BinderOf(pool).Under(need, nodes) is not { } standing) return false;
            foreach (var node in nodes) unpaired.Remove((pool, node));
            standings.Add((pool, need, standing));
        }

        if (unpaired.Count > 0 || !AreApart(standings)) return false;   // left over: groups share a node in the turn that they do not share in the loan
        foreach (var (pool, need, standing) in standings) Stand(pool, need, standing);
        Emit(new ClaimChanged(loan.Id));
        Emit(new TurnLaunched(loan.Id.Job));
        return true;
    }

    /// <summary>Whether the cell stands on nodes of the loan already: such cells are paired first.</summary>
    private int HostsAmong(int pool, Tenure tenure, HashSet<(int, int)> nodes)
    {
        var first = State.FirstVirtualNode(pool, tenure);
        return Enumerable.Range(first, State.ClassOf(tenure).Shape.TotalNodes)
            .Count(node => nodes.Contains((pool, State.Pools[pool].HostOf(tenure.Tenant, node))));
    }

    /// <summary>The loan's nodes in one domain of the cell's level, as many as the cell wants: its own domain first, then in order.</summary>
    private List<int>? NodesFor(int pool, CellNeed need, HashSet<(int Pool, int Node)> unpaired)
    {
        var tree = State.Pools[pool].Tree;
        var level = need.Shape.Level;
        var domains = unpaired.Where(entry => entry.Pool == pool).Select(entry => entry.Node).Order()
            .GroupBy(node => tree.DomainOf(level, node)).Where(group => group.Count() == need.Needed.Count).ToList();
        return (domains.Find(group => group.Key == need.Tenure.Domain.Index) ?? domains.OrderBy(group => group.Key).FirstOrDefault())?.ToList();
    }

    /// <summary>A node that others borrow from beside this attempt cannot change its claim at once.</summary>
    private bool RunsAlone(Attempt loan) =>
        loan.Place.All(share => share.Nodes.All(id => State.Pools[share.Pool].LoansOn(State.Pools[share.Pool].IndexOf(id)).Length == 1));

    /// <summary>Whether the turn and the loan take as much of as many nodes of the same pools.</summary>
    private static bool IsAlike(Turn turn, Attempt loan) =>
        turn.Speed == loan.Speed && turn.Place.Length == loan.Place.Length
        && turn.Place.Zip(loan.Place).All(pair => pair.First.Pool == pair.Second.Pool && pair.First.Demand == pair.Second.Demand
            && pair.First.Nodes.Length == pair.Second.Nodes.Length)
        && (turn.Place.Length == 1 || turn.Place.All(share => share.Demand == turn.Place[0].Demand));

    /// <summary>Changes of several cells at once must not touch the same domains: each was checked by itself.</summary>
    private bool AreApart(List<(int Pool, CellNeed Need, Standing Standing)> standings)
    {
        var touched = standings.SelectMany(entry => entry.Standing.Domain == entry.Need.Tenure.Domain
            ? new[] { (entry.Pool, entry.Standing.Domain) }
            : [(entry.Pool, entry.Standing.Domain), (entry.Pool, entry.Need.Tenure.Domain)]).ToList();
        for (var i = 0; i < touched.Count; i++)
            for (var j = i + 1; j < touched.Count; j++)
                if (touched[i].Item1 == touched[j].Item1 && Overlap(State.Pools[touched[i].Item1].Tree, touched[i].Item2, touched[j].Item2)) return false;
        return true;
    }

    private static bool Overlap(Tree tree, Domain a, Domain b) => tree.Contains(a, b) || tree.Contains(b, a);

    private void Recall(int pool, int node, Instant deadline)
    {
        foreach (var id in State.Pools[pool].LoansOn(node).ToArray()) StopBy(State.AttemptOf(id)!, deadline, StopReason.Recall);
    }

    /// <summary>Tells an attempt to leave; one that is leaving already only ever sooner.</summary>
    private void StopBy(Attempt attempt, Instant deadline, StopReason why)
    {
        if (attempt.Phase == AttemptPhase.Stopping && attempt.Deadline <= deadline) return;
        var limitFirst = attempt.Deadline <= deadline;   // a time limit that comes first stands
        Emit(new AttemptStopping(attempt.Id, limitFirst ? attempt.Deadline : deadline, limitFirst ? attempt.Why : why));
    }

    private Duration NoticeAt(int pool, int node) =>
        State.Pools[pool].Plan.TryOpenAround(node, State.Now, out var tenure) ? State.ClassOf(tenure).RecallNotice : Duration.Zero;

    private Duration LongestNotice(int tenant, Turn turn) =>
        CellsOf(tenant, turn).Select(cell => State.ClassOf(cell.Tenure).RecallNotice).Max();

    /// <summary>What stopping a loan costs: the work that cannot be saved in time, or the time to save and start again; times devices.</summary>
    private Int128 RecallCost(AttemptId id)
    {
        var attempt = State.AttemptOf(id)!;
        if (attempt.Phase == AttemptPhase.Stopping) return 1;
        var job = State.JobOf(id.Job);
        var lost = job.Spec.Checkpoint is { } saves
            ? saves.Takes.Milliseconds + saves.Restart.Milliseconds
            : attempt.ReachedMs(null, State.Now);
        return 1 + ((Int128)lost * attempt.Devices);
    }
}
