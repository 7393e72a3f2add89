using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rhodes.Files.Yaml;

/// <summary>
/// Reads one YAML document into values with places. Only the plain part of YAML: no anchors, aliases, tags or directives.
/// </summary>
internal sealed class YamlDocument
{
    public const int Deepest = 32;

    private const int MostValues = 2_000_000;
    private const string BeginAdvice = "Indent lines that go on inside [ ] or { }, and put text that begins with a sign into quotes.";
    private const string QuoteAdvice = "Check the indentation, the colons, and that text with ': ' or '#' in it stands in quotes.";

    private readonly Findings _findings;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private int _values;

    private YamlDocument(string text, Findings findings)
    {
        _findings = findings;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <returns>Null when the file is no single sound document; then the findings say why.</returns>
    public static YamlValue? Load(string path, string what, Findings findings) =>
        SourceText.Read(path, what, findings) is { } text ? Parse(text, what, findings) : null;

    /// <inheritdoc cref="Load"/>
    public static YamlValue? Parse(string text, string what, Findings findings)
    {
        if (!YamlLetters.AreSound(text, findings)) return null;
        var document = new YamlDocument(text, findings);
        try
        {
            return document.ReadOnly(what);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner of YamlDotNet 16.3 throws these, and no YamlException, where a list in brackets goes on at the start of
            // a line, and for tags such as !<a.
            findings.Add(
                At(document._scanner.CurrentPosition), "this is not YAML: a value cannot begin here", what, null, BeginAdvice);
            return null;
        }
        catch (YamlException failure)
        {
            var advice = failure.Message.Contains("mapping", StringComparison.Ordinal) ? QuoteAdvice : null;
            findings.Add(At(failure.Start), $"this is not YAML: {Shown.Plain(Words(failure))}", what, null, advice);
            return null;
        }
    }

    private YamlValue? ReadOnly(string what)
    {
        Next<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _findings.AddToWhole("the file is empty", what);
            return null;
        }
        Next<DocumentStart>();
        if (ReadValue(depth: 1) is not { } value) return null;
        Next<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _findings.Add(
                At(second.Start), "a second document", "one document in a file", null, "Remove the line '---' or make it two files.");
            return null;
        }
        if (value is not YamlText { IsNothing: true }) return value;
        _findings.AddToWhole("the file is empty", what);
        return null;
    }

    /// <returns>Null when reading cannot go on.</returns>
    private YamlValue? ReadValue(int depth)
    {
        var current = _parser.Consume<ParsingEvent>();
        var at = At(current.Start);
        if (!IsAllowed(current, at, depth)) return null;
        return current switch
        {
            Scalar scalar => new YamlText(at, scalar.Value, scalar.Style is ScalarStyle.Plain),
            SequenceStart => ReadList(at, depth),
            MappingStart => ReadMapping(at, depth),
            _ => throw new YamlException(current.Start, current.End, "something that is no value"),
        };
    }

    private bool IsAllowed(ParsingEvent current, Mark at, int depth)
    {
        if (current is AnchorAlias alias) return Refuse(
            at, $"the alias '*{Shown.Plain(alias.Value.Value)}'", "values written out: aliases are not used here");
        if (current is NodeEvent { Anchor.IsEmpty: false } anchor)
            return Refuse(at, $"the anchor '&{Shown.Plain(anchor.Anchor.Value)}'", "values without anchors: aliases are not used here");
        if (current is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            return Refuse(at, $"the tag {Shown.Quoted(tagged.Tag.Value)}", "values without tags");
        if (depth > Deepest) return Refuse(at, $"lists and mappings more than {Deepest} deep", "a flatter document");
        return ++_values <= MostValues || Refuse(at, $"more than {MostValues} values", "a smaller document");
    }

    private bool Refuse(Mark at, string found, string expected)
    {
        _findings.Add(at, found, expected);
        return false;
    }

    private YamlList? ReadList(Mark at, int depth)
    {
        List<YamlValue> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadValue(depth + 1) is not { } item) return null;
            items.Add(item);
        }
        return new YamlList(at, items);
    }

    private YamlMapping? ReadMapping(Mark at, int depth)
    {
        List<YamlEntry> entries = [];
        Dictionary<string, Mark> seen = new(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadValue(depth + 1) is not { } key || ReadValue(depth + 1) is not { } value) return null;
            if (key is not YamlText { Text: var name })
                _findings.Add(key.At, $"{key.Describe()} as a key", "a word as a key");
            else if (!seen.TryAdd(name, key.At))
                _findings.Add(key.At, $"key {Shown.Quoted(name)} again, first {seen[name].Said}", "each key once");
            else entries.Add(new YamlEntry(name, key.At, value));
        }
        return new YamlMapping(at, entries);
    }

    private void Next<T>() where T : ParsingEvent
    {
        if (!_parser.TryConsume<T>(out _)) throw new YamlException("the end of the file comes too early");
    }

    private static Mark At(in YamlDotNet.Core.Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string Words(YamlException failure) => failure.Message.TrimEnd('.').ReplaceLineEndings(" ");
}
