using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>So many cells of one level, as in <c>40 x rack</c>.</summary>
public readonly record struct CellCount(int Cells, Level Level)
{
    public override string ToString() => $"{Cells} x {Level.Name()}";
}
