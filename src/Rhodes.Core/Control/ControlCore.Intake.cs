using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>Commands: what is refused, and what becomes so at once. Nothing is decided here.</summary>
public sealed partial class ControlCore
{
    private void TakeIn(Command command)
    {
        switch (command)
        {
            case AddNodes c: TakeIn(c); break;
            case RemoveNodes c: TakeIn(c); break;
            case AddTenant c: TakeIn(c); break;
            case AddUser c: TakeIn(c); break;
            case RemoveUser c: TakeIn(c); break;
            case IssueKey c: TakeIn(c); break;
            case RevokeKey c: TakeIn(c); break;
            case ConfirmLease c: TakeIn(c); break;
            case EndLease c: TakeIn(c); break;
            case SubmitJob c: TakeIn(c); break;
            case SubmitService c: TakeIn(c); break;
            case ScaleService c: TakeIn(c); break;
            case HoldJob c: WithJob(c.Tenant, c.Job, "hold", job => { if (!job.Held) Emit(new JobHeld(job.Id)); }); break;
            case ReleaseJob c: WithJob(c.Tenant, c.Job, "release", job => { if (job.Held) Emit(new JobReleased(job.Id)); }); break;
            case CancelJob c: WithJob(c.Tenant, c.Job, "cancel", Cancel); break;
            case UpdateJob c: TakeIn(c); break;
            case ReportNodeDown c: TakeIn(c); break;
            case ReportNodeUp c: TakeIn(c); break;
            case DrainNode c: TakeIn(c); break;
            case UndrainNode c: TakeIn(c); break;
            case ReportCompleted c: TakeIn(c); break;
            case ReportStopped c: TakeIn(c); break;
            default: throw Invariant.Broken($"a command of kind {command.GetType().Name} has no intake");
        }
    }

    private void Refuse(string why) => Emit(new CommandRefused(why));

    private void TakeIn(AddNodes command)
    {
        var problems = FabricRules.Problems(command.Fabric, State.Fabric);
        if (problems.Count > 0)
        {
            Refuse(string.Join("; ", problems));
            return;
        }

        var next = State.NextNode;
        PoolSpec[] pools = [.. command.Fabric.Pools.Where(pool => State.Fabric.PoolIndex(pool.Name) < 0)];
        Emit(new FabricChanged(command.Fabric.Site, pools, [.. command.Fabric.Nodes.Select(node => new AddedNode(new(next++), node))], []));
    }

    private void TakeIn(RemoveNodes command)
    {
        List<string> problems = [];
        List<NodeId> removed = [];
        foreach (var name in command.Nodes.Distinct(StringComparer.Ordinal))
        {
            if (!State.Fabric.TryFind(name, out var id)) problems.Add($"there is no node '{name}'");
            else removed.Add(id);
        }

        problems.AddRange(FabricRules.RemovalProblems(removed, State));
        if (problems.Count > 0) Refuse(string.Join("; ", problems));
        else Emit(new FabricChanged(State.Fabric.Site, [], [], [.. removed]));
    }

    private void TakeIn(AddTenant command)
    {
        var spec = command.Tenant;
        if (State.TenantIndex(spec.Name) >= 0) Refuse($"a tenant '{spec.Name}' exists");
        else if (spec.Weight < 1 || spec.Projects.Any(project => project.Weight < 1)) Refuse($"tenant '{spec.Name}': weights are at least 1");
        else if (spec.Projects.Select(project => project.Name).Distinct(StringComparer.Ordinal).Count() < spec.Projects.Count)
            Refuse($"tenant '{spec.Name}': two projects have one name");
        else Emit(new TenantAdded(State.Tenants.Length, spec));
    }

    private void TakeIn(ConfirmLease command)
    {
        var lease = command.Lease;
        var problems = LeaseRules.Problems(lease, State);
        if (lease.Steps.Count > 0 && lease.Steps[^1].Until <= State.Now) problems.Add($"lease {lease.Name}: it ends ({lease.Steps[^1].Until}) before now");
        if (problems.Count > 0)
        {
            Refuse(string.Join("; ", problems));
            return;
        }

        var answer = Book.Ask(ViewFor(lease.Tenant, lease.Pool), lease);
        if (answer.Change is not { } change)
        {
            Refuse($"lease {lease.Name} cannot be kept beside those that are confirmed ({Sure(answer)}): {answer.Why}");
            return;
        }

        Emit(new LeaseConfirmed(State.TenantIndex(lease.Tenant), lease));
        EmitPlan(State.Fabric.PoolIndex(lease.Pool), change);
    }

    private static string Sure(Answer answer) => answer.Certainty == Certainty.Proved ? "proved" : "not found";

    private void TakeIn(EndLease command)
    {
        var tenant = State.LeaseTenant(command.Lease);
        if (tenant < 0)
        {
            Refuse($"there is no lease '{command.Lease}'");
            return;
        }

        var from = Instant.Later(command.From, State.Now);
        var leases = State.Tenants[tenant].Cluster.Leases;
        var lease = leases.First(other => string.Equals(other.Name, command.Lease, StringComparison.Ordinal));
        var cellClass = CellDemand.ClassOf(lease);
        var left = leases.Where(other => CellDemand.ClassOf(other) == cellClass)
            .Select(other => ReferenceEquals(other, lease) ? LeaseRules.EndedAt(lease, from) : other).ToList();
        var answer = Book.Ask(ViewFor(lease.Tenant, lease.Pool), cellClass, left);
        Invariant.Holds(answer.IsYes, "less can always be kept");
        Emit(new LeaseEnded(tenant, command.Lease, from));
        EmitPlan(State.Fabric.PoolIndex(lease.Pool), answer.Change!);
    }

    private void EmitPlan(int pool, BookChange change)
    {
        if (change.Set.Count == 0 && change.Removed.Count == 0) return;
        Emit(new PlanChanged(pool, [.. change.Set.OrderBy(tenure => tenure.Id).Select(tenure => State.Planned(pool, tenure))], [.. change.Removed.Order()]));
    }

    /// <summary>What the lease book may know to answer a tenant.</summary>
    public BookView ViewFor(string tenant, string pool)
    {
        var index = State.TenantIndex(tenant);
        var cluster = State.Tenants[index].Cluster;
        var physical = State.Pools[State.Fabric.PoolIndex(pool)];
        return new()
        {
            Tree = physical.Tree,
            Plan = physical.Plan,
            Now = State.Now,
            NextTenure = State.NextTenure,
            ClassOf = State.ClassOf,
            Tenant = index,
            NumberOf = cellClass => cluster.Classes.Contains(cellClass) ? cluster.Classes.ToList().IndexOf(cellClass) : cluster.Classes.Count,
            LeasesOf = cellClass => [.. cluster.Leases.Where(lease => CellDemand.ClassOf(lease) == cellClass)],
            Memory = MemoryOf(State.Fabric.PoolIndex(pool)),
        };
    }

    private BookMemory MemoryOf(int pool)
    {
        while (_books.Count <= pool) _books.Add(new());
        return _books[pool];
    }

    private void TakeIn(ReportNodeDown command)
    {
        if (!State.Fabric.TryFind(command.Node, out var id))
        {
            Refuse($"there is no node '{command.Node}'");
            return;
        }

        var place = State.Fabric.PlaceOf(id);
        if (State.Pools[place.Pool].IsHealthy(place.Index)) TakeDown(id, command.Cause);
    }

    /// <summary>What runs on the node is lost back to its last save.</summary>
    private void TakeDown(NodeId id, string cause)
    {
        var place = State.Fabric.PlaceOf(id);
        var pool = State.Pools[place.Pool];
        foreach (var loan in pool.LoansOn(place.Index).ToArray().Distinct()) End(State.JobOf(loan.Job), State.AttemptOf(loan)!, AttemptEnd.Lost);
        foreach (var job in WorkOn(place.Pool, place.Index)) Interrupt(job.Id);
        Emit(new NodeWentDown(id, cause));
    }

    /// <summary>Jobs that are placed on the node on their tenant's own claim: a turn of work that is over is not there, and loses nothing to a fault.</summary>
    private List<Job> WorkOn(int pool, int node)
    {
        List<Job> jobs = [];
        if (!State.Pools[pool].IsBusy(node) || State.Pools[pool].GuestOf(node) is not { IsNone: false } guest) return jobs;
        var id = State.Fabric.IdAt(pool, node);
        foreach (var number in State.Tenants[guest.Tenant].Cluster.HoldersOf(pool, guest.Node))
            if (State.TryGetJob(new(guest.Tenant, number), out var job) && job.Own is { } own && own.Place.Any(share => share.Nodes.Contains(id))) jobs.Add(job);
        return jobs;
    }

    private void TakeIn(ReportNodeUp command)
    {
        if (!State.Fabric.TryFind(command.Node, out var id)) Refuse($"there is no node '{command.Node}'");
        else if (State.Fabric.PlaceOf(id) is var place && !State.Pools[place.Pool].IsHealthy(place.Index)) Emit(new NodeCameUp(id));
    }

    /// <summary>A report about an attempt that is over already says nothing new.</summary>
    private void TakeIn(ReportCompleted command)
    {
        if (State.AttemptOf(command.Attempt) is not { } attempt || attempt.LaunchedAt.IsNever) return;
        var job = State.JobOf(command.Attempt.Job);
        var how = command.Outcome == JobOutcome.Completed ? AttemptEnd.Completed : AttemptEnd.Failed;
        if (job.Replica >= 0)
        {
            Exit(job, attempt, how);
            return;
        }

        Emit(new AttemptEnded(attempt.Id, how, job.KeptMs));
        if (job.Own is { } placed) Emit(new AttemptEnded(placed.Id, AttemptEnd.Withdrawn, job.KeptMs));
        Emit(new JobEnded(job.Id, command.Outcome, command.WorkMs));
    }

    private void TakeIn(ReportStopped command)
    {
        if (State.AttemptOf(command.Attempt) is not { Phase: AttemptPhase.Stopping } attempt) return;
        var wasDrained = attempt is { Why: StopReason.Drain, Claim: not Claim.Loan };
        Emit(new AttemptEnded(attempt.Id, AttemptEnd.Stopped, command.KeptMs));
        if (wasDrained) EndDrainedTurn(command.Attempt.Job);
    }
}
