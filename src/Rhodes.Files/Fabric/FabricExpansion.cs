using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Fabric;

/// <summary>Turns branches into nodes, depth first in the order of the file, and gives everything its name.</summary>
internal sealed class FabricExpansion(Findings findings)
{
    /// <summary>What a level that the file leaves out is called: there is just one, so the name need not tell it from others.</summary>
    private static readonly Place LeftOut = new("hall", "pod", "rack", "");

    private static readonly NamePattern?[] Defaults = [null, Of("hall-{n}"), Of("pod-{n}"), Of("rack-{n}"), Of("node-{n}")];

    private readonly Dictionary<string, int> _siteNumbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<Branch> _refused = new(ReferenceEqualityComparer.Instance);
    private List<NodeSpec> _nodes = [];

    /// <returns>Null when two names are equal; then the findings say which, once for each branch.</returns>
    public IReadOnlyList<NodeSpec>? Expand(IReadOnlyList<Branch> branches, int total)
    {
        _nodes = new List<NodeSpec>(total);
        ExpandInside(branches, LeftOut);
        return _refused.Count == 0 ? _nodes : null;
    }

    private void ExpandInside(IReadOnlyList<Branch> branches, Place place)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        HashSet<string> siblings = new(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            var pattern = branch.Name ?? Defaults[(int)branch.Level]!;
            var next = branch.First ?? numbers.GetValueOrDefault(pattern.Text, 1);
            for (var i = 0; i < branch.Count; i++)
            {
                var siteNumber = _siteNumbers.GetValueOrDefault(pattern.Text, 1);
                _siteNumbers[pattern.Text] = siteNumber + 1;
                var name = pattern.Fill(next++, siteNumber, place.Hall, place.Pod, place.Rack);
                if (branch.Level == Level.Node) AddNode(branch, place, branch.Name is null ? place.Prefix + name : name);
                else if (siblings.Add(name)) ExpandInside(branch.Inside, place.Inside(branch.Level, name));
                else Refuse(
                    branch, $"a second {branch.Level.Name()} named '{name}' in the same place",
                    $"a name of its own for each {branch.Level.Name()} there");
            }
            numbers[pattern.Text] = next;
        }
    }

    private void AddNode(Branch branch, Place place, string name)
    {
        if (_nodeNames.Add(name)) _nodes.Add(new NodeSpec(name, place.Hall, place.Pod, place.Rack, branch.Pool));
        else Refuse(
            branch, $"a second node named '{name}'",
            "node names that are unique at the site, for example with {s} or {hall}, {pod} and {rack} in them");
    }

    private void Refuse(Branch branch, string found, string expected)
    {
        if (_refused.Add(branch)) findings.Add(branch.NameAt, found, expected);
    }

    private static NamePattern Of(string text)
    {
        Invariant.Holds(NamePattern.TryParse(text, out var pattern, out _), "the default names are patterns");
        return pattern!;
    }

    /// <param name="Prefix">What the default name of a node starts with: the levels that the file names.</param>
    private readonly record struct Place(string Hall, string Pod, string Rack, string Prefix)
    {
        public Place Inside(Level level, string name) => level switch
        {
            Level.Hall => this with { Hall = name, Prefix = $"{Prefix}{name}-" },
            Level.Pod => this with { Pod = name, Prefix = $"{Prefix}{name}-" },
            _ => this with { Rack = name, Prefix = $"{Prefix}{name}-" },
        };
    }
}
