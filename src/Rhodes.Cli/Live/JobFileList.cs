using System.Text;
using Rhodes.Cli.Client;
using Rhodes.Files;

namespace Rhodes.Cli.Live;

/// <summary>Job files that are submitted together, as the one list that is sent; and what is said of the list, said of the files.</summary>
internal sealed class JobFileList
{
    private const string Indent = "  ";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StringBuilder _text = new();
    private readonly List<(string File, int Line)> _lines = [];   // of the list, where they came from
    private readonly List<string> _jobs = [];

    /// <summary>The file of each job.</summary>
    public IReadOnlyList<string> Jobs => _jobs;

    public byte[] Bytes => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>Whether a file holds more than one document.</summary>
    public static bool HasSeveral(byte[] file)
    {
        JobFileList list = new();
        return list.TryAdd("", file) && list.Jobs.Count > 1;
    }

    /// <exception cref="ClientException">It is empty, or no text.</exception>
    public void Add(string name, byte[] file)
    {
        var before = _jobs.Count;
        if (!TryAdd(name, file)) throw ClientException.BadInput($"{name}: has bytes that are not UTF-8; expected text saved as UTF-8");
        if (_jobs.Count == before) throw ClientException.BadInput($"{name}: the file is empty; expected a job, with 'kind: Job'");
    }

    public Problem OfFile(Problem problem) => problem.Line > 0 && problem.Line <= _lines.Count && _lines[problem.Line - 1] is var (file, line)
        ? problem with { File = file, Line = Math.Max(1, line), Column = Math.Max(1, problem.Column - Indent.Length) } : problem;

    /// <returns>False: it is no text.</returns>
    private bool TryAdd(string name, byte[] file)
    {
        string text;
        try
        {
            text = Strict.GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int from = 0, to; from <= lines.Length; from = to + 1)
        {
            to = Array.FindIndex(lines, from, line => line.TrimEnd() == "---");
            if (to < 0) to = lines.Length;
            if (Array.Exists(lines[from..to], line => line.Trim() is { Length: > 0 } content && content[0] != '#')) AddDocument(name, lines, from, to);
        }

        return true;
    }

    private void AddDocument(string name, string[] lines, int from, int to)
    {
        _jobs.Add(name);
        Append("-", from);
        for (var i = from; i < to; i++) Append(lines[i].Length == 0 ? "" : Indent + lines[i], i + 1);

        void Append(string line, int number)
        {
            _text.Append(line).Append('\n');
            _lines.Add((name, number));
        }
    }
}
