using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Replay;

/// <summary>What a scenario itself writes down, as steps in order of time. At one instant: the site, leases, faults, work, commands.</summary>
internal sealed class InlineSteps(ScenarioSpec scenario, Instant until, WorkTally tally)
{
    private readonly List<Step> _steps = [];

    public List<Step> InOrder()
    {
        AddSite();
        AddLeases();
        AddFaults();
        foreach (var job in scenario.Jobs) _steps.Add(StepOf(job));
        foreach (var service in scenario.Services) AddService(service);
        foreach (var command in scenario.Commands) _steps.Add(StepOf(command));
        return [.. _steps.OrderBy(step => step.At)];   // a stable order: equal instants stay as added
    }

    /// <summary>Whether the step may bring work that has an end.</summary>
    public static bool IsWork(Step step) =>
        step.Command is SubmitJob or SubmitService or ScaleService or ReleaseJob or HoldJob or CancelJob or UpdateJob;

    private void AddSite()
    {
        _steps.Add(new(new AddNodes(scenario.From, scenario.Site.Fabric)));
        foreach (var tenant in scenario.Site.Tenants) _steps.Add(new(new AddTenant(scenario.From, tenant)));
    }

    private void AddLeases()
    {
        var leases = scenario.Site.Leases.ToDictionary(lease => lease.Name, StringComparer.Ordinal);
        HashSet<string> over = new(StringComparer.Ordinal);
        foreach (var command in scenario.LeaseCommands)
        {
            var lease = leases[command.Lease];
            if (!command.Ends && lease.Steps[^1].Until <= command.At && over.Add(lease.Name)) tally.CountLeaseOver();
            if (over.Contains(lease.Name)) continue;
            Command asked = command.Ends ? new EndLease(command.At, lease.Name, command.At) : new ConfirmLease(command.At, lease);
            _steps.Add(new(asked, Place: command.Place));
        }
    }

    /// <summary>A fault that lasts when the scenario starts begins with it.</summary>
    private void AddFaults()
    {
        foreach (var fault in AllFaults())
        {
            if (fault.Until <= scenario.From) continue;
            _steps.Add(new(new ReportNodeDown(Instant.Later(fault.From, scenario.From), fault.Node, "fault")));
            if (!fault.Until.IsNever) _steps.Add(new(new ReportNodeUp(fault.Until, fault.Node)));
        }
    }

    private IReadOnlyList<NodeFault> AllFaults()
    {
        if (scenario.FaultTrace is not { } trace) return scenario.Faults;
        var fabric = scenario.Site.Fabric.Nodes;
        var numbers = fabric.Select((node, number) => (node.Name, number)).ToDictionary(pair => pair.Name, pair => pair.number, StringComparer.Ordinal);
        FaultExtension extension = new(trace, fabric, scenario.Seed);
        return NodeFault.Joined(scenario.Faults.Concat(extension.Faults(scenario.From, until)), node => numbers[node]);
    }

    private static Step StepOf(InlineJob job)
    {
        // Work without any length would end in the instant of its launch, which is settled by then.
        JobWork work = new(Math.Max(1, job.Runs.Milliseconds), job.Fails ? JobOutcome.Failed : JobOutcome.Completed);
        SubmitJob submit = new(job.At, job.Job);
        if (job.After.Count == 0) return new(submit, work, job.Job.Name, Place: job.Place);
        return new(submit, work, job.Job.Name, (_, names) =>
            [submit with { Job = job.Job with { After = [.. job.After.SelectMany(name => names[name]).Select(id => id.Number)] } }], job.Place);
    }

    private void AddService(InlineService service)
    {
        var spec = service.Service;
        _steps.Add(new(new SubmitService(service.At, spec), Name: spec.Name, Place: service.Place));
        var cancelled = scenario.Commands.Where(command => command.Work == spec.Name).Select(command => command.At).DefaultIfEmpty(Instant.Never).Min();
        foreach (var step in service.Scale)
            if (step.At < cancelled) _steps.Add(new(new ScaleService(step.At, spec.Replica.Tenant, spec.Name, step.Replicas), Place: service.Place));
    }

    private Step StepOf(WorkCommand command)
    {
        if (scenario.Services.FirstOrDefault(service => service.Service.Name == command.Work) is { } found)
            return new(new ScaleService(command.At, found.Service.Replica.Tenant, command.Work, 0), Place: command.Place);
        var tenant = scenario.Jobs.First(job => job.Job.Name == command.Work).Job.Tenant;
        Command Of(JobId job) => command.Verb switch
        {
            WorkVerb.Cancel => new CancelJob(command.At, tenant, job.Number),
            WorkVerb.Hold => new HoldJob(command.At, tenant, job.Number),
            WorkVerb.Release => new ReleaseJob(command.At, tenant, job.Number),
            WorkVerb.Update => new UpdateJob(command.At, tenant, job.Number, command.Priority, command.TimeLimit),
            _ => throw Invariant.Broken($"there is no verb {(int)command.Verb}"),
        };
        return new(Of(default), Resolve: (_, names) => names[command.Work].Select(Of));
    }
}
