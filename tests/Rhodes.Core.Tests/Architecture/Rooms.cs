using System.Text.RegularExpressions;

namespace Rhodes.Core.Tests.Architecture;

/// <summary>The rooms of the core, and which others each may name.</summary>
internal static partial class Rooms
{
    private static readonly string[] All =
    [
        "Units", "Model", "Contract", "Fabric", "Power", "LeaseBook", "PrivateClusters", "Binder", "Lending", "Metering", "Serving",
        "Performance", "Packing", "People", "Control",
    ];

    private static readonly Dictionary<string, string[]> MayName = new()
    {
        ["Units"] = [],
        ["Model"] = ["Units"],
        ["Contract"] = ["Units", "Model"],
        ["Fabric"] = ["Units", "Model"],
        // No more than this, so that what a tenant's guaranteed work does cannot depend on anybody else by accident.
        ["PrivateClusters"] = ["Units", "Model", "Contract", "Fabric"],
        ["LeaseBook"] = ["Units", "Model", "Contract", "Fabric"],
        ["Binder"] = ["Units", "Model", "Contract", "Fabric"],
        ["Lending"] = ["Units", "Model", "Contract", "Fabric"],
        ["Power"] = ["Units", "Model", "Contract", "Fabric"],
        // It folds events and asks nobody, so that an invoice can be checked from the log alone.
        ["Metering"] = ["Units", "Model", "Contract"],
        ["Serving"] = ["Units", "Model"],
        ["Performance"] = ["Units", "Model"],
        ["Packing"] = [],
        ["People"] = ["Units", "Model", "Contract"],
        ["Control"] = All,
    };

    /// <summary>Names of types by room, to tell <c>Fabric.NodeRange</c>, a type, from <c>Fabric.Count</c>, a property.</summary>
    public static Dictionary<string, HashSet<string>> TypesOf(IEnumerable<(string Path, string Source)> files)
    {
        Dictionary<string, HashSet<string>> types = [];
        foreach (var (path, source) in files)
        {
            if (!types.TryGetValue(RoomOf(path), out var names)) types[RoomOf(path)] = names = [];
            foreach (Match declaration in Declaration().Matches(CodeText.Of(source))) names.Add(declaration.Groups[1].Value);
        }
        return types;
    }

    /// <summary>What a file does that its room may not.</summary>
    /// <param name="path">From the folder of the core: <c>Fabric/Ranges.cs</c>.</param>
    public static IEnumerable<string> Violations(string path, string source, Dictionary<string, HashSet<string>> types)
    {
        var (room, code) = (RoomOf(path), CodeText.Of(source));
        if (!MayName.TryGetValue(room, out var allowed)) return [$"{path}: '{room}' is no room; the rooms are {string.Join(", ", All)}"];
        return WrongNamespaces(path, code).Concat(
            from named in Named(code, types)
            where named.Room != room && !allowed.Contains(named.Room)
            select $"{path}:{SourceTree.LineOf(code, named.At)}: {room} may not name {named.Room}");
    }

    private static IEnumerable<string> WrongNamespaces(string path, string code)
    {
        var expected = "Rhodes.Core." + Path.GetDirectoryName(path)!.Replace('\\', '/').Replace('/', '.');
        var namespaces = NamespaceLine().Matches(code).Select(match => match.Groups[1].Value).ToList();
        if (namespaces is [var only] && only == expected) return [];
        return [$"{path}: its namespace is '{string.Join("', '", namespaces)}'; its folder says '{expected}'"];
    }

    private static IEnumerable<(string Room, int At)> Named(string code, Dictionary<string, HashSet<string>> types)
    {
        foreach (Match match in FullName().Matches(code)) yield return (match.Groups[1].Value, match.Index);
        foreach (Match match in ShortName().Matches(code))
        {
            var isType = types.TryGetValue(match.Groups[1].Value, out var names) && names.Contains(match.Groups[2].Value);
            if (isType) yield return (match.Groups[1].Value, match.Index);
        }
    }

    private static string RoomOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "the folder above the rooms";

    [GeneratedRegex(@"\bRhodes\s*\.\s*Core\s*\.\s*(\w+)")]
    private static partial Regex FullName();

    /// <summary>Inside <c>Rhodes.Core.Model</c> the compiler also understands <c>Units.Duration</c> and <c>Core.Units.Duration</c>.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:Core\s*\.\s*)?(\w+)\s*\.\s*(\w+)")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate)\s+(?!class\b|struct\b)(\w+)")]
    private static partial Regex Declaration();
}
