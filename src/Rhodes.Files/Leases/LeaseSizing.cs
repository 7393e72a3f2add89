using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;

namespace Rhodes.Files.Leases;

/// <summary>
/// Measures a lease against its pool: the nominal inside of its cells, the isolation around them, and whether so many exist.
/// </summary>
internal sealed class LeaseSizing(MappingReader keys, PoolTree pool, bool mayExceed)
{
    private string PoolName => $"pool '{pool.Pool.Name}'";

    private string AmountKey => keys.Has("steps") ? "steps" : keys.Has("cells") ? "cells" : "devices";

    /// <returns>Null when the pool has no such cells; then the findings say what it has.</returns>
    public Sized? Size(IReadOnlyList<DraftStep> drafts, NominalSize? nominal, Level? isolation)
    {
        var level = drafts[0].Amount.Level;
        if (nominal is not null && !CheckNominal(nominal, level)) return null;
        var shape = nominal?.Of(level) ?? pool.CommonShape(level);
        List<LeaseStep> steps =
            [.. drafts.Select(draft => new LeaseStep(draft.From, draft.Until, draft.Amount.InCells(pool.Pool.DevicesPerNode).Cells))];
        if (!CheckCount(shape, drafts, steps)) return null;
        if (isolation is not { } outer || outer == level) return new Sized(shape, steps);
        return outer > level ? RefuseIsolation(outer, level) : Isolate(outer, shape, steps);
    }

    private bool CheckNominal(NominalSize nominal, Level level)
    {
        if (level == Level.Node)
            keys.Refuse(keys.KeyAt("nominal"), "'nominal' for cells of level node", "it only for cells with an inside");
        else if (nominal.Outermost <= level)
            keys.Refuse(nominal.At, $"{nominal.Outermost.Name()}s inside a {level.Name()}", $"levels below {level.Name()}");
        else if (nominal.IsAbsurd || pool.CountHolding(nominal.Of(level)) == 0)
        {
            var largest = level == Level.Rack ? "" : $"{Inside(pool.LargestShape(level))}, in all ";
            keys.Refuse(
                nominal.At, $"a nominal {level.Name()} of {Inside(nominal.Of(level))}, more than any {level.Name()} of {PoolName} has",
                $"at most what its largest has: {largest}{pool.LargestNodes(level)} nodes");
        }
        return keys.ValuesAreSound;
    }

    private bool CheckCount(CellShape shape, IReadOnlyList<DraftStep> drafts, List<LeaseStep> steps)
    {
        if (mayExceed) return true;
        var holding = pool.CountHolding(shape);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Cells <= holding) continue;
            var inside = shape.Level == Level.Node ? "" : $" of {Inside(shape)}";
            keys.Refuse(
                AmountKey == "steps" ? drafts[i].At : keys.At(AmountKey), $"{steps[i].Cells} {shape.Level.Name()} cells{inside}",
                $"at most {holding}, as many as {PoolName} has");
            return false;
        }
        return true;
    }

    private Sized? RefuseIsolation(Level outer, Level level)
    {
        keys.Refuse(
            keys.At("isolation"), $"isolation by {outer.Name()} around cells of level {level.Name()}",
            $"{level.Name()} or a level around it");
        return null;
    }

    /// <summary>
    /// The isolation domains become the cells, since they are what is closed to others; the cells that were asked for become
    /// their inside, spread evenly. Levels between the two are not offered.
    /// </summary>
    private Sized? Isolate(Level outer, CellShape shape, List<LeaseStep> steps)
    {
        var most = pool.CommonNumberInside(outer, shape);
        var inside = 1;
        List<LeaseStep> isolated = [];
        foreach (var step in steps)
        {
            var cells = (step.Cells - 1) / most + 1;
            inside = Math.Max(inside, (step.Cells - 1) / cells + 1);
            isolated.Add(step with { Cells = cells });
        }
        var closed = Around(outer, shape, inside);
        var holding = pool.CountHolding(closed);
        if (isolated.Max(step => step.Cells) <= holding) return new Sized(closed, isolated);
        keys.Refuse(
            keys.At("isolation"), $"{isolated.Max(step => step.Cells)} {outer.Name()}s of {Inside(closed)} to be closed to others",
            $"at most {holding}, as many as {PoolName} has");
        return null;
    }

    private static CellShape Around(Level outer, CellShape shape, int count) => shape.Level switch
    {
        Level.Node => new CellShape(outer, 0, 0, 0, count),
        Level.Rack => shape with { Level = outer, Racks = count },
        Level.Pod => shape with { Level = outer, Pods = count },
        _ => shape with { Level = outer, Halls = count },
    };

    private static string Inside(CellShape shape)
    {
        var parts = new[] { (shape.Halls, "hall"), (shape.Pods, "pod"), (shape.Racks, "rack"), (shape.Nodes, "node") };
        return string.Join(" × ", parts.Where(part => part.Item1 > 0)
            .Select(part => $"{part.Item1} {part.Item2}{(part.Item1 == 1 ? "" : "s")}"));
    }

    /// <summary>A lease in cells that its pool has.</summary>
    public sealed record Sized(CellShape Shape, IReadOnlyList<LeaseStep> Steps);
}
