using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Server.Explain;

/// <summary>Why a job's turn on its tenant's own cells has not come, in words.</summary>
public static class TurnReasons
{
    public static Reason Of(Wait wait, Job job, ControlCore core)
    {
        var earliest = wait.By == Blocker.LeaseNotStarted ? NextStart(job, core) : wait.Earliest;
        return new(Snake($"{wait.By}"), Why(wait, job, core), wait.Needs, wait.Best, earliest, Change(wait, job));
    }

    internal const string WhatEndsBackOff = "a program that goes on until it is told to leave; what it wrote may say why it does not";

    /// <summary><c>OwnWork</c> is <c>own_work</c>.</summary>
    public static string Snake(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Why(Wait wait, Job job, ControlCore core) => wait.By switch
    {
        Blocker.Held => "its user holds it",
        Blocker.After => $"it comes after job {wait.Needs}, which is not over",
        Blocker.NoLease => "its tenant has no lease of a kind that it accepts",
        Blocker.NeverFits => $"it needs {Devices(wait.Needs)}, and even when all of its tenant's cells are free they do not hold it: at most {Devices(wait.Best)} in the way that it asks for",
        Blocker.LeaseEndsFirst => "every cell that would hold it ends before its time limit, and it does not save its progress",
        Blocker.ProjectLimit => $"it needs {Devices(wait.Needs)}, and its project may hold at most {Devices(wait.Best)} at once",
        Blocker.OwnWork => $"it needs {Devices(wait.Needs)}, and its tenant's own work holds them; {wait.Best:#,0} of its tenant's are free",
        Blocker.BehindHead => $"it would fit, but it would push back job {wait.Needs}, which is first in line",
        Blocker.Recall => "its turn has come; capacity that was lent is being cleared for it",
        Blocker.Faults => "nodes under its tenant's cells are broken, and no spare is left",
        Blocker.LeaseNotStarted => $"cells that would hold it are not open now{NextCells(job, core)}",
        Blocker.OwnPreemption => "work of its tenant with a lower priority is being stopped for it",
        Blocker.Stopping => "it is saving its progress before it leaves its place",
        Blocker.BackOff => BackingOff(core.State.Tenants[job.Id.Tenant].Cluster[job.Id.Number].BackOff!.Value),
        Blocker.NoIdleCapacity => "no idle capacity fits it now",
        _ => "it was not looked at yet",
    };

    /// <param name="backOff">That is not over.</param>
    internal static string BackingOff(BackOff backOff) =>
        $"its program ended by itself{(backOff.InARow == 1 ? "" : $" {backOff.InARow:#,0} times in a row")}; it is started again from {backOff.Until} on";

    private static string Change(Wait wait, Job job) => wait.By switch
    {
        Blocker.Held => "releasing it",
        Blocker.After => $"the end of job {wait.Needs}",
        Blocker.NoLease => "a lease of a kind that it accepts",
        Blocker.NeverFits => "larger cells, or fewer devices asked for",
        Blocker.LeaseEndsFirst => "a longer lease, a shorter time limit, or a checkpoint",
        Blocker.ProjectLimit => "a higher device limit of its project, or the end of the project's other work",
        Blocker.OwnWork when wait.Earliest.IsNever => "the end of its tenant's own work, a time limit on it, or a higher priority",
        Blocker.OwnWork => "a higher priority than the work that it waits for, if that may be preempted",
        Blocker.BehindHead => job.Spec.TimeLimit is null ? "a time limit that ends before that job starts" : "a shorter time limit, or a higher priority than that job's",
        Blocker.Faults => "a repair of those nodes",
        Blocker.BackOff => WhatEndsBackOff,
        _ => "",
    };

    private static string NextCells(Job job, ControlCore core) =>
        NextStart(job, core) is { IsNever: false } start ? $"; its tenant's next cells start at {start}" : "";

    private static Instant NextStart(Job job, ControlCore core) =>
        core.State.Tenants[job.Id.Tenant].Cluster.Leases.SelectMany(lease => lease.Steps).Select(step => step.From)
            .Where(from => from > core.State.Now).DefaultIfEmpty(Instant.Never).Min();

    private static string Devices(long count) => count == 1 ? "1 device" : $"{count:#,0} devices";
}
