namespace Rhodes.Core.Tests.Architecture;

/// <summary>
/// C# without what is not code: comments, and the text of strings and characters, become blanks. Places and line numbers
/// stay. Code inside the holes of interpolated strings is kept. A lexer of a page, since a compiler is a large dependency.
/// </summary>
internal sealed class CodeText
{
    private readonly string _source;
    private readonly char[] _code;
    private int _at;

    private CodeText(string source) => (_source, _code) = (source, source.ToCharArray());

    public static string Of(string source)
    {
        var text = new CodeText(source);
        while (text._at < source.Length) text.Step();
        return new(text._code);
    }

    private void Step()
    {
        if (Sees("//")) BlankUntil("\n", keepEnd: true);
        else if (Sees("/*")) BlankUntil("*/");
        else if (Sees("'")) BlankQuoted('\'');
        else if (!TryString()) _at++;
    }

    /// <summary>Any string that starts here: <c>"</c>, <c>@"</c>, <c>$"</c>, <c>$@"</c>, <c>"""</c>, <c>$$"""</c>.</summary>
    private bool TryString()
    {
        var quote = _at;
        while (quote < _source.Length && _source[quote] is '$' or '@') quote++;
        if (quote >= _source.Length || _source[quote] != '"') return false;
        var prefix = _source.AsSpan(_at, quote - _at);
        var (holes, verbatim) = (prefix.Count('$'), prefix.Contains('@'));
        var quotes = 0;
        while (quote + quotes < _source.Length && _source[quote + quotes] == '"') quotes++;
        _at = quote;
        if (quotes == 2) _at += 2; // an empty string
        else if (quotes >= 3 && !verbatim) BlankString(new string('"', quotes), holes, verbatim: true, raw: true);
        else BlankString("\"", Math.Min(holes, 1), verbatim, raw: false);
        return true;
    }

    private void BlankString(string end, int holes, bool verbatim, bool raw)
    {
        Blank(end.Length);
        while (_at < _source.Length)
        {
            if (!raw && verbatim && Sees("\"\"")) Blank(2);
            else if (Sees(end)) break;
            else if (!verbatim && Sees("\\")) Blank(2);
            else if (holes == 1 && !raw && (Sees("{{") || Sees("}}"))) Blank(2);
            else if (holes > 0 && Sees(new string('{', holes))) KeepHole(holes);
            else Blank(1);
        }
        Blank(end.Length);
    }

    private void KeepHole(int braces)
    {
        Blank(braces);
        for (var depth = 0; _at < _source.Length;)
        {
            if (depth == 0 && Sees("}")) break;
            depth += Sees("{") ? 1 : Sees("}") ? -1 : 0;
            Step();
        }
        Blank(braces);
    }

    private void BlankQuoted(char quote)
    {
        Blank(1);
        while (_at < _source.Length && _source[_at] != quote) Blank(Sees("\\") ? 2 : 1);
        Blank(1);
    }

    private void BlankUntil(string end, bool keepEnd = false)
    {
        var found = _source.IndexOf(end, _at + 2, StringComparison.Ordinal);
        var until = found < 0 ? _source.Length : keepEnd ? found : found + end.Length;
        Blank(until - _at);
    }

    private bool Sees(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private void Blank(int count)
    {
        for (var until = Math.Min(_at + count, _source.Length); _at < until; _at++)
            if (_source[_at] is not '\n' and not '\r') _code[_at] = ' ';
    }
}
