using System.Globalization;
using System.Text;
using Rhodes.Files.Reading;

namespace Rhodes.Files.Fabric;

/// <summary>
/// A name with places to fill in: <c>{n}</c> is the number among the siblings of one pattern (<c>{nnn}</c> with three digits),
/// <c>{s}</c> the number at the site, <c>{hall}</c>, <c>{pod}</c> and <c>{rack}</c> what the thing stands in.
/// </summary>
internal sealed class NamePattern
{
    private readonly List<(string Text, char Slot, int Width)> _parts;

    private NamePattern(string text, List<(string, char, int)> parts) => (Text, _parts) = (text, parts);

    public string Text { get; }

    public bool Counts => _parts.Any(part => part.Slot is 'n' or 's');

    public static bool TryParse(string text, out NamePattern? pattern, out string fault)
    {
        pattern = null;
        List<(string, char, int)> parts = [];
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var open = rest.IndexOf('{');
            if (open != 0) parts.Add(((open < 0 ? rest : rest[..open]).ToString(), ' ', 0));
            if (open < 0) break;
            var close = rest.IndexOf('}');
            if (close < open) return No("has a '{' without a '}'", out fault);
            var slot = rest[(open + 1)..close].ToString();
            if (!TrySlot(slot, parts)) return No($"has the unknown place {{{Yaml.Shown.Plain(slot)}}}", out fault);
            rest = rest[(close + 1)..];
        }
        var example = string.Concat(parts.Select(part => part.Item2 == ' ' ? part.Item1 : "1"));
        pattern = new NamePattern(text, parts);
        return Names.TryParse(example, out _, out fault);
    }

    public string Fill(int number, int siteNumber, string hall, string pod, string rack)
    {
        var name = new StringBuilder(Text.Length + 8);
        foreach (var (text, slot, width) in _parts)
        {
            name.Append(slot switch
            {
                'n' => number.ToString("D" + width, CultureInfo.InvariantCulture),
                's' => siteNumber.ToString("D" + width, CultureInfo.InvariantCulture),
                'h' => hall,
                'p' => pod,
                'r' => rack,
                _ => text,
            });
        }
        return name.ToString();
    }

    private static bool TrySlot(string slot, List<(string, char, int)> parts)
    {
        var letter = slot switch { "hall" => 'h', "pod" => 'p', "rack" => 'r', _ => '?' };
        if (slot.Length is > 0 and < 10 && slot.All(each => each == slot[0]) && slot[0] is 'n' or 's') letter = slot[0];
        if (letter == '?') return false;
        parts.Add(("", letter, slot.Length));
        return true;
    }

    private static bool No(string why, out string fault)
    {
        fault = why;
        return false;
    }
}
