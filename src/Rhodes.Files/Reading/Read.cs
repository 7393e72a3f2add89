using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Units;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Reading;

/// <summary>The readers of single values. Each says what it expects in the words of the messages.</summary>
internal static class Read
{
    /// <summary>Far beyond any site; keeps products of three counts inside 64 bits.</summary>
    public const int MostOfAnything = 4_000_000;

    public static readonly Reader<string> Name = Text<string>(
        "a name: letters, digits, '-', '_' and '.', at most 128", Names.TryParse);

    public static readonly Reader<string> Words = Text<string>("text", TryParseWords);

    public static readonly Reader<int> Count = WholeNumber(1, MostOfAnything);

    public static readonly Reader<int> Devices = WholeNumber(1, 1024);

    public static readonly Reader<int> Weight = WholeNumber(1, 1_000_000);

    public static readonly Reader<int> Priority = WholeNumber(-1_000_000, 1_000_000);

    public static readonly Reader<Duration> Duration = Text<Duration>(Quantities.DurationForm, Quantities.TryParseDuration);

    public static readonly Reader<Duration> LongerThanZero = Text<Duration>(
        $"{Quantities.DurationForm}, longer than zero", static (string text, out Duration result, out string fault) =>
        {
            if (!Quantities.TryParseDuration(text, out result, out fault)) return false;
            fault = result == Core.Units.Duration.Zero ? "is zero" : "";
            return fault.Length == 0;
        });

    public static readonly Reader<Instant> Instant = Text<Instant>(Quantities.InstantForm, Quantities.TryParseInstant);

    public static readonly Reader<long> MemoryMib = Text<long>(Quantities.MemoryForm, Quantities.TryParseMemory);

    public static readonly Reader<int> SpeedThousandths = Text<int>(Quantities.SpeedForm, Quantities.TryParseSpeed);

    public static readonly Reader<CellCount> Cells = Text<CellCount>(Quantities.CellsForm, Quantities.TryParseCells);

    public static readonly Reader<Level> Level = OneOf("level", Enum.GetValues<Level>().ToDictionary(level => level.Name()));

    public static readonly Reader<bool> YesOrNo = OneOf("answer", new Dictionary<string, bool> { ["true"] = true, ["false"] = false });

    public static Reader<T> Text<T>(string expected, TryParse<T> parse) =>
        new(expected, (YamlValue value, Findings findings, [MaybeNullWhen(false)] out T result) =>
        {
            var fault = "";
            result = default;
            if (value is YamlText { IsNothing: false } text && parse(text.Text, out result, out fault)) return true;
            findings.Add(value.At, fault.Length == 0 ? value.Describe() : $"{value.Describe()} {fault}", expected);
            return false;
        });

    public static Reader<int> WholeNumber(int least, int most)
    {
        var expected = $"a whole number from {least} to {most}";
        return Text<int>(expected, (string text, out int result, out string fault) =>
            Quantities.TryParseWhole(text, least, most, out result, out fault));
    }

    /// <summary>One of a few words; a slip is answered with the nearest.</summary>
    public static Reader<T> OneOf<T>(string what, IReadOnlyDictionary<string, T> words)
    {
        var expected = words.Count == 1 ? $"'{words.Keys.First()}'" : $"one of {Shown.Names(words.Keys)}";
        return new Reader<T>(expected, (YamlValue value, Findings findings, [MaybeNullWhen(false)] out T result) =>
        {
            if (value is YamlText text && words.TryGetValue(text.Text, out result)) return true;
            result = default;
            var wrong = value as YamlText;
            var found = wrong is { IsNothing: false } ? $"unknown {what} {value.Describe()}" : value.Describe();
            findings.Add(value.At, found, expected, wrong is null ? null : Nearest.To(wrong.Text, words.Keys));
            return false;
        });
    }

    /// <summary>The name of something that is there already.</summary>
    /// <param name="names">Null: they could not be read, so that any name will do until that is mended.</param>
    public static Reader<string> Known(string what, IReadOnlyCollection<string>? names)
    {
        if (names is null) return Name;
        var set = names.ToHashSet(StringComparer.Ordinal);
        return new Reader<string>($"the name of a known {what}",
            (YamlValue value, Findings findings, [MaybeNullWhen(false)] out string result) =>
            {
                result = (value as YamlText)?.Text;
                if (result is not null && set.Contains(result)) return true;
                var near = result is null ? null : findings.NearestTo(result, names);
                var found = value is YamlText { IsNothing: false } ? $"unknown {what} {value.Describe()}" : value.Describe();
                findings.Add(value.At, found, names.Count == 0 ? $"a {what}, but there is none" : Shown.OneOf(names), near);
                return false;
            });
    }

    public static Reader<IReadOnlyList<T>> ListOf<T>(Reader<T> item, int atLeast = 0) =>
        new($"a list, each item {item.Expected}",
            (YamlValue value, Findings findings, [MaybeNullWhen(false)] out IReadOnlyList<T> result) =>
        {
            result = null;
            if (value is not YamlList list || list.Items.Count < atLeast)
            {
                findings.Add(value.At, value.Describe(), $"a list, each item {item.Expected}");
                return false;
            }
            List<T> items = [];
            foreach (var element in list.Items)
                if (item.TryRead(element, findings, out var read)) items.Add(read);
            result = items;
            return items.Count == list.Items.Count;
        });

    /// <summary>A list, or its only item without the list's marks.</summary>
    public static Reader<IReadOnlyList<T>> OneOrMore<T>(Reader<T> item)
    {
        var list = ListOf(item, atLeast: 1);
        return new Reader<IReadOnlyList<T>>($"{item.Expected}, or a list of such",
            (YamlValue value, Findings findings, [MaybeNullWhen(false)] out IReadOnlyList<T> result) =>
            list.TryRead(value is YamlList ? value : new YamlList(value.At, [value]), findings, out result));
    }

    /// <summary>The same value with its place, for checks that come later.</summary>
    public static Reader<Marked<T>> Marked<T>(Reader<T> reader) =>
        new(reader.Expected, (YamlValue value, Findings findings, out Marked<T> result) =>
        {
            var sound = reader.TryRead(value, findings, out var read);
            result = new Marked<T>(read!, value.At);
            return sound;
        });

    /// <summary>A mapping that is read by a method of its own.</summary>
    public static Reader<T> With<T>(string expected, Func<YamlValue, Findings, T?> read) where T : class =>
        new(expected, (YamlValue value, Findings findings, [MaybeNullWhen(false)] out T result) =>
        {
            result = read(value, findings);
            return result is not null;
        });

    private static bool TryParseWords(string text, [MaybeNullWhen(false)] out string result, out string fault)
    {
        (result, fault) = (text, text.Length == 0 ? "is empty" : "");
        return text.Length > 0;
    }
}

internal readonly record struct Marked<T>(T Value, Mark At);
