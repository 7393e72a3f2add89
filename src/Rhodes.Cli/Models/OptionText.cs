using System.CommandLine;
using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Files;

namespace Rhodes.Cli.Models;

/// <summary>What options of models and requests say. A mistake is added to those that were made.</summary>
internal static class OptionText
{
    public static AcceleratorKind? KindOf(string option, string id, List<string> wrong)
    {
        if (Catalogue.Find(id) is { } kind) return kind;
        wrong.Add($"{option}: the catalogue has no accelerator kind '{id}'; {(Catalogue.Nearest(id) is { } near ? $"did you mean '{near}'?" : "'rhodes catalog' lists all kinds.")}");
        return null;
    }

    public static List<AcceleratorKind> KindsOf(string option, string text, List<string> wrong)
    {
        List<AcceleratorKind> kinds = [];
        foreach (var id in text.Split(',', StringSplitOptions.TrimEntries))
            if (KindOf(option, id, wrong) is { } kind && !kinds.Contains(kind)) kinds.Add(kind);
        return kinds;
    }

    /// <param name="none">How somebody says that there is no limit.</param>
    /// <returns>In seconds; null where there is none, or where it is wrong.</returns>
    public static double? Limit(ParseResult parsed, Option<string> option, List<string> wrong, string none = "none")
    {
        var text = parsed.GetValue(option)!;
        if (text == none) return null;
        if (Quantities.TryParseDuration(text, out var duration, out var fault) && duration.Milliseconds > 0) return duration.Milliseconds / 1_000.0;
        wrong.Add($"{option.Name}: '{text}' {(fault.Length > 0 ? fault : "is no limit")}; expected {none}, or {Quantities.DurationForm} above 0");
        return null;
    }

    public static double Count(ParseResult parsed, Option<string> option, double most, List<string> wrong) =>
        Math.Truncate(Amount(option.Name, parsed.GetValue(option)!, most, "1 or more", wrong));

    /// <summary>With k, M, B or T behind it for thousands, millions, billions and trillions.</summary>
    /// <param name="least">0: any amount above it; 1: at least one.</param>
    /// <returns>1 where it is wrong.</returns>
    public static double Amount(string option, string text, double most, string what, List<string> wrong, int least = 1)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var factor = digits.Length == 0 ? 1 : digits[^1] switch { 'k' => 1e3, 'M' => 1e6, 'B' => 1e9, 'T' => 1e12, _ => 1 };
        if (factor > 1) digits = digits[..^1];
        var isNumber = double.TryParse(digits, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        if (isNumber && value * factor >= least && value * factor > 0 && value * factor <= most) return value * factor;
        wrong.Add($"{option}: '{text}'; expected {(least == 0 ? "a number above 0" : "a number from 1")} to {most:#,0} ({what}), such as 250, 2.5k or 15T");
        return 1;
    }

    public static string OneOf(string option, string found, IEnumerable<string> names) =>
        $"{option}: '{found}'; expected {string.Join(" or ", names)}{(NearestName.Of(found, names) is { } near ? $"; did you mean '{near}'?" : "")}";

    /// <summary>A model by its name, or of the config.json that one is published with.</summary>
    public static ModelShape? ModelOf(string name, out string mistake)
    {
        mistake = "";
        if (ModelShapes.Find(name) is { } known) return known;
        if (File.Exists(name)) return ModelFile.Read(name, out mistake);
        mistake = $"There is no model and no file '{name}'; {(ModelShapes.Nearest(name) is { } near ? $"did you mean '{near}'?" : "'rhodes model' lists all that are known; others are read from their config.json.")}";
        return null;
    }

    public static Option<string> Text(string name, string value, string description, string otherwise) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => otherwise };
}
