using System.Text.RegularExpressions;

namespace Rhodes.Core.Tests.Architecture;

/// <summary>A method, constructor, operator or property, by its lines from the first of its signature to its last.</summary>
internal sealed record Member(string Header, int Line, int Lines);

/// <summary>Finds the members of a file by counting braces.</summary>
internal static partial class Members
{
    /// <param name="code">Of <see cref="CodeText"/>: no brace in it is text.</param>
    public static List<Member> Of(string code)
    {
        List<Member> members = [];
        ReadBody(code, 0, members);
        return members;
    }

    /// <summary>Reads declarations up to the closing brace of the body that they stand in.</summary>
    /// <returns>The place behind that brace.</returns>
    private static int ReadBody(string code, int at, List<Member> members)
    {
        while (true)
        {
            while (at < code.Length && (char.IsWhiteSpace(code[at]) || code[at] == ';')) at++;
            if (at >= code.Length) return at;
            if (code[at] == '}') return at + 1;
            at = ReadDeclaration(code, at, members);
        }
    }

    private static int ReadDeclaration(string code, int start, List<Member> members)
    {
        var brace = code.IndexOfAny(['{', ';'], start);
        if (brace < 0) return code.Length;
        var header = code[start..brace];
        if (code[brace] == '{' && Container().IsMatch(header) && !header.Contains("=>", StringComparison.Ordinal))
            return ReadBody(code, brace + 1, members);
        var end = EndOfMember(code, start);
        var firstLine = header.Trim().Split('\n')[0].Trim();
        members.Add(new(firstLine, SourceTree.LineOf(code, start), code.AsSpan(start, end - start).Count('\n') + 1));
        return end;
    }

    /// <summary>Behind the semicolon that ends it, or behind its body when no initializer follows.</summary>
    private static int EndOfMember(string code, int at)
    {
        for (var depth = 0; at < code.Length; at++)
        {
            depth += code[at] is '{' or '(' or '[' ? 1 : code[at] is '}' or ')' or ']' ? -1 : 0;
            if (depth < 0) return at;
            if (depth == 0 && code[at] == ';') return at + 1;
            if (depth == 0 && code[at] == '}' && !Continues().IsMatch(code[(at + 1)..Math.Min(at + 80, code.Length)])) return at + 1;
        }
        return at;
    }

    [GeneratedRegex(@"\b(namespace|class|struct|interface|enum|record|extension)\b")]
    private static partial Regex Container();

    /// <summary>What may follow a closing brace inside one member: an initializer, the rest of an expression.</summary>
    [GeneratedRegex(@"^\s*(=|;|,|\.|\)|\?|:|switch\b|with\b|is\b|&&|\|\|)")]
    private static partial Regex Continues();
}
