namespace Rhodes.Files;

/// <summary>One mistake in a file that somebody wrote: where it is, what is there, and what should be.</summary>
public sealed record Problem
{
    /// <summary>The path as the user gave it, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>From 1; 0 when the whole file is meant.</summary>
    public required int Line { get; init; }

    /// <summary>In characters from 1; 0 when the whole file is meant.</summary>
    public required int Column { get; init; }

    /// <summary>What is there: <c>unknown key 'recal-notice'</c>.</summary>
    public required string Found { get; init; }

    /// <summary>What may be there: <c>one of name, recall-notice</c>.</summary>
    public required string Expected { get; init; }

    /// <summary>The nearest valid name, if one is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>What to do about it, where that is not plain.</summary>
    public string? Advice { get; init; }

    /// <summary>One line, and a second one when there is advice.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}:{Column}";
        var nearest = Nearest is null ? "" : $"; did you mean '{Nearest}'?";
        var advice = Advice is null ? "" : $"\n  {Advice}";
        return $"{place}: {Found}; expected {Expected}{nearest}{advice}";
    }
}
