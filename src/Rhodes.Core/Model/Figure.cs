namespace Rhodes.Core.Model;

/// <summary>How a figure came to be known. Only the first four may be used without asking.</summary>
public enum FigureMark
{
    /// <summary>M: read in, or computed from, the raw results of the source.</summary>
    Measured = 0,

    /// <summary>S: said by its maker or owner.</summary>
    Stated = 1,

    /// <summary>P: reported by the press or a secondary site, not seen at its origin. Shown with its mark wherever it is used.</summary>
    Reported = 2,

    /// <summary>D: arithmetic on figures that are marked themselves; the note has the formula.</summary>
    Derived = 3,

    /// <summary>U: often quoted without an origin, or the sources disagree. Never a default, and shown as unconfirmed.</summary>
    Unconfirmed = 4,
}

/// <summary>The letters of the marks.</summary>
public static class FigureMarks
{
    /// <summary>The letter that people know the mark by: <c>S</c>.</summary>
    public static char Letter(this FigureMark mark) => mark switch
    {
        FigureMark.Measured => 'M',
        FigureMark.Stated => 'S',
        FigureMark.Reported => 'P',
        FigureMark.Derived => 'D',
        FigureMark.Unconfirmed => 'U',
        _ => throw Units.Invariant.Broken($"there is no mark {(int)mark}"),
    };
}

/// <summary>A figure with where it is from. What is not known is no figure at all: a null, never a guess.</summary>
/// <param name="Low">The figure, or the lower end of its range.</param>
/// <param name="High">The figure again, or the upper end of its range; never below <paramref name="Low"/>.</param>
/// <param name="Unit">As the source has it: <c>GiB</c>, <c>GB</c>, <c>GB/s</c>, <c>TFLOP/s</c>, <c>W</c>.</param>
/// <param name="Source">Enough to find it again: a repository with path and commit, a paper, a site.</param>
/// <param name="Note">What the figure leaves out, or how it was derived; null when it speaks for itself.</param>
public sealed record Figure(decimal Low, decimal High, string Unit, FigureMark Mark, string Source, string? Note = null)
{
    /// <summary>False: show it as unconfirmed, and let nothing be computed from it unless the user gave it.</summary>
    public bool IsConfirmed => Mark != FigureMark.Unconfirmed;

    /// <summary>True: it is known that there is none of it, such as FP8 on a device that cannot do FP8.</summary>
    public bool IsNone => High == 0;

    /// <summary>True: the source gives a range, or a choice of two.</summary>
    public bool IsRange => Low != High;

    /// <summary>As people write it: <c>80 GiB</c>, <c>60-66 W</c>, <c>none</c>.</summary>
    public override string ToString()
    {
        if (IsNone) return "none";
        return IsRange ? $"{Text(Low)}-{Text(High)} {Unit}" : $"{Text(Low)} {Unit}";
    }

    private static string Text(decimal value) => value.ToString("#,0.###", null);
}
