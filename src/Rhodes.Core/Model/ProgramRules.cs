namespace Rhodes.Core.Model;

/// <summary>What may stand in a <see cref="ProgramSpec"/>; read by the files that people write, and again by engines, which must not trust them.</summary>
public static class ProgramRules
{
    /// <summary>What begins so is set by the engine and by nobody else.</summary>
    public const string OwnPrefix = "RHODES_";

    /// <summary>A shell, which starts programs, refuses to set them.</summary>
    private static readonly string[] OfTheShell = ["BASHOPTS", "EUID", "PPID", "SHELLOPTS", "UID"];

    /// <returns>What is wrong with it, to be put after it: <c>is empty</c>; null: it is sound.</returns>
    public static string? FaultOfVariable(string name)
    {
        if (name.Length == 0) return "is empty";
        if (!char.IsAsciiLetter(name[0]) && name[0] != '_') return "does not start with a letter or '_'";
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return $"has {Shown(letter)} in it";
        if (name.StartsWith(OwnPrefix, StringComparison.Ordinal)) return $"starts with {OwnPrefix}, which Rhodes sets itself";
        return OfTheShell.Contains(name, StringComparer.Ordinal) ? "is set by the shell itself" : null;
    }

    /// <summary>Of a value, or of a word of a command line. Lines may end in it.</summary>
    /// <inheritdoc cref="FaultOfVariable" path="/returns"/>
    public static string? FaultOfText(string text) => text.Contains('\0', StringComparison.Ordinal) ? $"has {Shown('\0')} in it" : null;

    /// <inheritdoc cref="FaultOfVariable" path="/returns"/>
    public static string? FaultOfWorkdir(string path)
    {
        if (path.Length == 0) return "is empty";
        foreach (var letter in path)
            if (char.IsControl(letter)) return $"has {Shown(letter)} in it";
        if (path[0] != '/') return "does not start with '/'";
        if (path.Length > 4_000) return $"has {path.Length} letters";
        return path.Split('/').Contains("..") ? "has '..' in it" : null;
    }

    private static string Shown(char letter) => char.IsControl(letter) ? $"the control character {(int)letter}" : $"'{letter}'";
}
