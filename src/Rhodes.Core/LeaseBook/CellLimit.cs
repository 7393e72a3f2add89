using Rhodes.Core.Fabric;
using Rhodes.Core.Model;

namespace Rhodes.Core.LeaseBook;

/// <summary>So many of something there are.</summary>
/// <param name="Each">What each cell of the shape that is asked about takes of it.</param>
/// <param name="Taken">What all that is planned takes of it, by stretch.</param>
/// <param name="Present">Where it is no limit, as no cell is of its shape; null: it always is one.</param>
internal sealed record CellLimit(long There, int Each, long[] Taken, int[]? Present)
{
    /// <summary>All limits of cells of a shape: domains for each shape that is planned, for itself, and nodes.</summary>
    public static List<CellLimit> Of(Tree tree, ShapeFacts facts, Timeline time, Dictionary<CellShape, int[]> counts, CellShape asked)
    {
        List<CellLimit> limits = [];
        foreach (var shape in counts.Keys.Append(asked).Distinct())
        {
            int EachTakes(CellShape other) => CountProof.EachTakes(facts, other, shape);
            limits.Add(new(facts.Count(shape), EachTakes(asked), Sum(time, counts, EachTakes), shape == asked ? null : counts[shape]));
        }

        limits.Add(new(tree.Nodes, facts.SmallestSize(asked), Sum(time, counts, facts.SmallestSize), null));
        return limits;
    }

    /// <summary>Whether with so many more cells than planned there are too few.</summary>
    public bool IsBroken(int stretch, int more) => Taken[stretch] + ((long)Each * more) > There && (Present is null || Present[stretch] > 0);

    private static long[] Sum(Timeline time, Dictionary<CellShape, int[]> counts, Func<CellShape, int> each)
    {
        var sums = new long[time.Stretches];
        foreach (var (shape, count) in counts)
        {
            var factor = each(shape);
            for (var i = 0; i < sums.Length && factor != 0; i++) sums[i] += (long)factor * count[i];
        }

        return sums;
    }
}
