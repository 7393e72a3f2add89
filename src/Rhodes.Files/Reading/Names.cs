using System.Diagnostics.CodeAnalysis;

namespace Rhodes.Files.Reading;

/// <summary>What may be a name: safe in paths, labels, command lines and messages.</summary>
internal static class Names
{
    private const int Longest = 128;

    public static bool TryParse(string text, [MaybeNullWhen(false)] out string name, out string fault)
    {
        (name, fault) = (text, "");
        if (text.Length == 0) fault = "is empty";
        else if (text.Length > Longest) fault = $"has {text.Length} letters";
        else if (!char.IsAsciiLetterOrDigit(text[0])) fault = "does not start with a letter or a digit";
        else
        {
            var wrong = text.AsSpan().IndexOfAnyExcept(Allowed);
            if (wrong >= 0) fault = $"has '{text[wrong]}' in it";
        }
        return fault.Length == 0;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}
