using System.Collections;
using System.Reflection;
using Rhodes.Core.Control;

namespace Rhodes.Twin.Tests.Keeping;

/// <summary>
/// Compares two things field by field, private ones too, and whatever hangs on them: so a field that is added and forgotten where things
/// are kept is found as soon as it matters.
/// </summary>
internal static class SameFields
{
    private const int MostTold = 5;

    /// <summary>Fields that may differ, each with the reason.</summary>
    private static readonly Dictionary<string, string> MayDiffer = new()
    {
        ["TimeLine._levels"] = "in the order in which they were added, which nothing depends on; each is compared where it belongs",
        ["TimeLine._counts"] = "as above",
        ["TwinRun._observers"] = "of the other run",
        ["TwinRun._decider"] = "the core: law 7",
        ["SimulatedEngine._reports"] = "what is no longer due stays in it for a while; when each run reports is compared there",
        ["TwinRun._steps"] = "they come again",
        ["JobSpec.<Priority>k__BackingField"] = "updates reach the core's copy only; the engine asks how a job saves and nothing else",
        ["JobSpec.<TimeLimit>k__BackingField"] = "as above",
    };

    /// <summary>Where they differ, by the way there; empty: nowhere.</summary>
    public static IReadOnlyList<string> Differences(object? one, object? other)
    {
        List<string> found = [];
        Compare(one, other, "", found, []);
        return found;
    }

    private static void Compare(object? one, object? other, string way, List<string> found, HashSet<(object, object)> seen)
    {
        if (found.Count >= MostTold || ReferenceEquals(one, other)) return;
        if (one is null || other is null || (one.GetType() != other.GetType() && !(one is IList && other is IList)))
        {
            found.Add($"{way}: {one ?? "nothing"} and {other ?? "nothing"}");
            return;
        }

        var type = one.GetType();
        if (type.IsPrimitive || type.IsEnum || one is string or Int128 or decimal)
        {
            if (!one.Equals(other)) found.Add($"{way}: {one} and {other}");
        }
        else if (one is Delegate or ControlCore or Stream || (type.IsClass && !seen.Add((one, other)))) return;
        else if (one is IDictionary map) CompareMaps(map, (IDictionary)other, way, found, seen);
        else if (IsUnordered(type)) CompareSequences(InOrder(one), InOrder(other), way, found, seen);
        else if (one is IEnumerable items) CompareSequences(items.Cast<object?>(), ((IEnumerable)other).Cast<object?>(), way, found, seen);
        else CompareFields(one, other, type, way, found, seen);
    }

    private static void CompareFields(object one, object other, Type type, string way, List<string> found, HashSet<(object, object)> seen)
    {
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!MayDiffer.ContainsKey($"{declaring.Name}.{field.Name}"))
                    Compare(field.GetValue(one), field.GetValue(other), $"{way}.{field.Name}", found, seen);
        }
    }

    private static void CompareMaps(IDictionary one, IDictionary other, string way, List<string> found, HashSet<(object, object)> seen)
    {
        if (one.Count != other.Count) found.Add($"{way}: {one.Count} entries and {other.Count}");
        foreach (DictionaryEntry entry in one)
        {
            if (other.Contains(entry.Key)) Compare(entry.Value, other[entry.Key], $"{way}[{entry.Key}]", found, seen);
            else found.Add($"{way}: {entry.Key} is only in one");
        }
    }

    private static void CompareSequences(IEnumerable<object?> one, IEnumerable<object?> other, string way, List<string> found, HashSet<(object, object)> seen)
    {
        var (left, right) = (one.ToList(), other.ToList());
        if (left.Count != right.Count) found.Add($"{way}: {left.Count} items and {right.Count}");
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++) Compare(left[i], right[i], $"{way}[{i}]", found, seen);
    }

    private static bool IsUnordered(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HashSet<>);

    private static IEnumerable<object?> InOrder(object set) => ((IEnumerable)set).Cast<object>().OrderBy(item => item.ToString(), StringComparer.Ordinal);
}
