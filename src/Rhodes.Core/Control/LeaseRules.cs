using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>What a lease must be before the book is asked.</summary>
internal static class LeaseRules
{
    /// <summary>Every problem in what is asked, as sentences. Empty: the lease is sound in itself.</summary>
    public static List<string> Problems(LeaseSpec lease, SiteState state)
    {
        List<string> problems = [];
        if (state.TenantIndex(lease.Tenant) < 0) problems.Add($"lease {lease.Name}: there is no tenant '{lease.Tenant}'");
        if (state.LeaseTenant(lease.Name) >= 0) problems.Add($"lease {lease.Name}: a lease of this name exists; names are used once");
        if (lease.RecallNotice < Duration.Zero) problems.Add($"lease {lease.Name}: the recall notice is negative");
        StepProblems(lease, problems);
        var pool = state.Fabric.PoolIndex(lease.Pool);
        if (pool < 0) problems.Add($"lease {lease.Name}: there is no pool '{lease.Pool}'; there are {string.Join(", ", state.Fabric.Pools.Select(p => p.Spec.Name))}");
        else ShapeProblems(lease, state.Fabric.Pools[pool].Tree, problems);
        return problems;
    }

    /// <summary>A lease of which nothing is left from an instant on.</summary>
    public static LeaseSpec EndedAt(LeaseSpec lease, Instant from) => lease with
    {
        Steps = [.. lease.Steps.Where(step => step.From < from).Select(step => step with { Until = Instant.Earlier(step.Until, from) })],
    };

    private static void StepProblems(LeaseSpec lease, List<string> problems)
    {
        if (lease.Steps.Count == 0) problems.Add($"lease {lease.Name}: it has no steps; it needs at least one window");
        for (var i = 0; i < lease.Steps.Count; i++)
        {
            var step = lease.Steps[i];
            if (step.Cells < 1) problems.Add($"lease {lease.Name}: a step has {step.Cells} cells; at least 1 is needed");
            if (step.Until <= step.From) problems.Add($"lease {lease.Name}: a step ends ({step.Until}) at or before it starts ({step.From})");
            if (i > 0 && step.From < lease.Steps[i - 1].Until) problems.Add($"lease {lease.Name}: the step from {step.From} starts before the one before it has ended");
        }
    }

    private static void ShapeProblems(LeaseSpec lease, Tree tree, List<string> problems)
    {
        var shape = lease.Shape;
        if (shape.Nodes < 1 || (shape.Level == Level.Node && shape != CellShape.OneNode))
        {
            problems.Add($"lease {lease.Name}: a cell of level {shape.Level.Name()} with {shape.Nodes} nodes is none");
            return;
        }

        for (var level = Level.Hall; level <= shape.Level; level++)
            if (shape.Level != Level.Node && shape.FanOut(level) > 0) problems.Add($"lease {lease.Name}: a cell of level {shape.Level.Name()} has no {level.Name()}s inside");
        var most = tree.Count(shape.Level);
        foreach (var step in lease.Steps.Where(step => step.Cells > most))
            problems.Add($"lease {lease.Name}: a step has {step.Cells} cells; pool {lease.Pool} has {most} domains of level {shape.Level.Name()}");
        var fits = Enumerable.Range(0, tree.Count(shape.Level)).Any(i => CellFit.Fits(tree, new(shape.Level, i), shape, default(AnyNode)));
        if (fits || problems.Count > 0) return;
        var largest = Enumerable.Range(0, tree.Count(shape.Level)).Select(i => tree.Size(new(shape.Level, i))).DefaultIfEmpty(0).Max();
        problems.Add($"lease {lease.Name}: no {shape.Level.Name()} of pool {lease.Pool} holds a {shape}; the largest has {largest} nodes");
    }
}
