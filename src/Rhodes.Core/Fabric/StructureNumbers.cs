using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>Numbers the domains of a tree so that equal insides, place by place, have equal numbers.</summary>
internal static class StructureNumbers
{
    public static int[][] Of(Tree tree)
    {
        var numbers = new int[(int)Level.Node][];
        Dictionary<string, int> known = [];
        for (var level = Level.Rack; level >= Level.Site; level--)
        {
            numbers[(int)level] = new int[tree.Count(level)];
            for (var index = 0; index < tree.Count(level); index++)
            {
                var signature = Signature(tree, new Domain(level, index), numbers);
                if (!known.TryGetValue(signature, out var number)) known.Add(signature, number = known.Count + 1);
                numbers[(int)level][index] = number;
            }
        }

        return numbers;
    }

    private static string Signature(Tree tree, Domain domain, int[][] numbers)
    {
        var inner = tree.InnerLevel(domain);
        if (inner == Level.Node) return $"{domain.Level.Name()}:{tree.Size(domain)}";
        var (first, end) = tree.Inside(domain, inner);
        return $"{domain.Level.Name()}:{string.Join(',', numbers[(int)inner][first..end])}";
    }
}
