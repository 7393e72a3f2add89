using System.Diagnostics.CodeAnalysis;

namespace Rhodes.Core.Model;

/// <summary>The accelerator kinds that Rhodes knows. Facts of the hardware only: how fast a model runs on them is measured.</summary>
public static class Catalogue
{
    private static readonly SortedDictionary<string, AcceleratorKind> ById = ReadAll();

    /// <summary>All kinds, in ordinal order of their ids.</summary>
    public static IReadOnlyList<AcceleratorKind> Kinds { get; } = [.. ById.Values];

    /// <returns>The kind; null when the catalogue has none by exactly this id.</returns>
    public static AcceleratorKind? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>As <see cref="Find(string)"/>, for callers that branch on it.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out AcceleratorKind? kind) => ById.TryGetValue(id, out kind);

    /// <returns>The id that was probably meant; null when none is near.</returns>
    public static string? Nearest(string id) => NearestName.Of(id, ById.Keys);

    private static SortedDictionary<string, AcceleratorKind> ReadAll()
    {
        var kinds = new SortedDictionary<string, AcceleratorKind>(StringComparer.Ordinal);
        foreach (var kind in CatalogueNvidia.Kinds.Concat(CatalogueCloud.Kinds).Concat(CatalogueOthers.Kinds))
            kinds.Add(kind.Id, kind); // throws on a second kind by one id
        return kinds;
    }
}
