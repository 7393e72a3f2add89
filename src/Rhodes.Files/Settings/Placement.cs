using System.Globalization;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Settings;

/// <summary>Puts one value into a document, where its path leads.</summary>
/// <param name="path">The file, then the steps inside it.</param>
internal sealed class Placement(Setting setting, List<string> path, YamlValue value, Findings findings)
{
    /// <summary>What things in a list are called by, each kind by its own key.</summary>
    private static readonly string[] NameKeys = ["name", "generate"];

    /// <returns>The document with the value in it; null when the path leads nowhere, and the findings say so.</returns>
    public YamlValue? In(YamlValue document) => Put(document, 1);

    private YamlValue? Put(YamlValue place, int step)
    {
        if (step == path.Count) return value;
        return place switch
        {
            YamlMapping mapping => PutInMapping(mapping, step),
            YamlList list => PutInList(list, step),
            _ => Refuse($"{place.Describe()} under '{Before(step)}', where {Shown.Quoted(path[step])} cannot be inside", $"{Before(step)}=VALUE, a new value for the whole"),
        };
    }

    /// <summary>A key that is not written yet is added: many have a default. Whether there is such a key, its reader says.</summary>
    private YamlMapping? PutInMapping(YamlMapping mapping, int step)
    {
        var name = path[step];
        if (mapping.Find(name) is { } entry)
        {
            if (Put(entry.Value, step + 1) is not { } inside) return null;
            return new(mapping.At, [.. mapping.Entries.Select(each => ReferenceEquals(each, entry) ? entry with { Value = inside } : each)]);
        }
        if (step == path.Count - 1) return new(mapping.At, [.. mapping.Entries, new YamlEntry(name, new(0, 0, setting.Origin), value)]);
        Refuse($"'{Before(step)}' has no {Shown.Quoted(name)}", mapping.Entries.Select(each => each.Key).ToList(), name);
        return null;
    }

    private YamlList? PutInList(YamlList list, int step)
    {
        var name = path[step];
        var index = list.Items.ToList().FindIndex(item => NameOf(item) == name);
        if (index < 0 && !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index)) index = -1;
        if (index < 0 || index >= list.Items.Count)
        {
            Refuse($"'{Before(step)}' has no {Shown.Quoted(name)}", list.Items.Select(NameOf).OfType<string>().ToList(), name, list.Items.Count);
            return null;
        }
        if (Put(list.Items[index], step + 1) is not { } inside) return null;
        return new(list.At, [.. list.Items.Select((item, i) => i == index ? inside : item)]);
    }

    private static string? NameOf(YamlValue item) => item is not YamlMapping mapping ? null
        : NameKeys.Select(key => mapping.Find(key)?.Value).OfType<YamlText>().FirstOrDefault()?.Text;

    /// <summary>The way to what the step is inside of, as somebody writes it.</summary>
    private string Before(int step)
    {
        var isNamedTwice = path.Count > 1 && path[0] == path[1];
        return Shown.Plain(string.Join('.', path.Take(step).Skip(isNamedTwice && step > 1 ? 1 : 0)));
    }

    private void Refuse(string found, List<string> names, string written, int? items = null)
    {
        var number = items switch { null => "", 0 => "nothing: the list is empty", 1 => "the number 0", _ => $"a number from 0 to {items - 1}" };
        var expected = names.Count == 0 ? number : number.Length == 0 ? Shown.OneOf(names) : $"{Shown.OneOf(names)}, or {number}";
        findings.Add(new(0, 0, setting.Origin), found, expected.Length == 0 ? "a path that ends here" : expected, findings.NearestTo(written, names));
    }

    private YamlValue? Refuse(string found, string expected)
    {
        findings.Add(new(0, 0, setting.Origin), found, expected);
        return null;
    }
}
