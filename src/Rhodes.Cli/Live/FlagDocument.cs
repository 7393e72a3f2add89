using System.Text;
using System.Text.Json;
using Rhodes.Files;

namespace Rhodes.Cli.Live;

/// <summary>A document made of options, one in a line, so that what a server says of a line can be said of the option.</summary>
internal sealed class FlagDocument
{
    private readonly List<(string? Flag, string Text)> _lines = [];

    /// <param name="flag">Null: nobody gave it.</param>
    /// <param name="depth">Of the mapping that it stands in.</param>
    public void Value(string key, string? flag, string value, int depth = 0) => Line(flag, depth, $"{key}: {Quoted(value)}");

    /// <summary>A value whose key somebody gave, too.</summary>
    public void Named(string key, string flag, string value, int depth) => Line(flag, depth, $"{Quoted(key)}: {Quoted(value)}");

    public void List(string key, string? flag, IEnumerable<string> values, int depth = 0) => Line(flag, depth, $"{key}: [{string.Join(", ", values.Select(Quoted))}]");

    /// <summary>A value as it stands in a file: <c>{racks: 4, nodes: 15}</c>, in one line.</summary>
    public void Written(string key, string flag, string value, int depth = 0) => Line(flag, depth, $"{key}: {value.ReplaceLineEndings(" ")}");

    /// <summary>What comes next, one level deeper, is of this key.</summary>
    public void Open(string key, string? flag, int depth = 0) => Line(flag, depth, $"{key}:");

    public byte[] Bytes() => Encoding.UTF8.GetBytes(string.Concat(_lines.Select(line => line.Text + "\n")));

    /// <summary>The problem, told of the option instead of the line; of all of them where it stands before the first key, as what is missing does.</summary>
    public Problem OfFlag(Problem problem)
    {
        var flag = problem.Line >= 1 && problem.Line <= _lines.Count && problem.Column > 1 ? _lines[problem.Line - 1].Flag : null;
        return problem with { File = flag ?? "the options", Line = 0, Column = 0 };
    }

    private void Line(string? flag, int depth, string text) => _lines.Add((flag, new string(' ', 2 * depth) + text));

    /// <summary>JSON's strings are YAML's, too; numbers and the like may be quoted.</summary>
    private static string Quoted(string value) => JsonSerializer.Serialize(value);
}
