using Rhodes.Core.Units;

namespace Rhodes.Cli.Commands;

/// <summary>Figures and sentences as a buyer reads them.</summary>
internal static class Spoken
{
    private const int WidestText = 100;

    /// <summary>A date alone where it is midnight.</summary>
    public static string Day(Instant at) => $"{at}".Replace("T00:00:00Z", "", StringComparison.Ordinal);

    /// <summary>In a unit that leaves the shorter of two times two digits or more.</summary>
    public static string Hours(decimal low, decimal high)
    {
        var (each, unit, form) = low >= 48 ? (24m, "days", "#,0.#") : low >= 2 ? (1m, "hours", "0.#") : (1m / 60, "minutes", "0");
        var (first, last) = ((low / each).ToString(form, null), (high / each).ToString(form, null));
        return first == last ? $"{first} {unit}" : $"{first} to {last} {unit}";
    }

    public static string Count(decimal count) => count >= 10 ? $"{count:#,0}" : $"{count:0.0}";

    /// <summary>A share in percent, never rounded to all or none.</summary>
    public static string Share(double share) => share switch
    {
        >= 1 => "100 %",
        > 0.9999 => "above 99.99 %",
        > 0.99 => $"{share * 100:0.00} %",
        < 0.0001 => "below 0.01 %",
        _ => $"{share * 100:0.0} %",
    };

    public static string Usd(decimal amount) => $"{amount:#,0.00} USD";

    /// <summary>In three digits or so, for comparison only: <c>71.5 M</c>.</summary>
    public static string About(decimal amount) => amount switch
    {
        >= 1_000_000_000 => $"{amount / 1_000_000_000:#,0.00} bn",
        >= 1_000_000 => $"{amount / 1_000_000:0.0} M",
        >= 10_000 => $"{amount / 1_000:0.0} k",
        _ => $"{amount:#,0}",
    };

    /// <summary>A heading with its answer, and what there is to say of it, in lines that fit the terminal.</summary>
    public static void Block(Terminal terminal, string heading, string answer, params IEnumerable<string> more)
    {
        terminal.Out.WriteLine();
        Wrap(terminal, $"{heading}: {answer}", "");
        foreach (var sentence in more) Wrap(terminal, sentence, "  ");
    }

    /// <summary>Lines of at most the terminal's width, and never wider than people like to read; those after the first are indented.</summary>
    public static void Wrap(Terminal terminal, string text, string indent)
    {
        var width = Math.Min(terminal.Width, WidestText);
        var line = indent;
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                terminal.Out.WriteLine(line);
                (line, isEmpty) = (indent.Length == 0 ? "  " : indent, true);
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        terminal.Out.WriteLine(line);
    }
}
