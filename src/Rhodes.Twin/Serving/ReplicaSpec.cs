namespace Rhodes.Twin.Serving;

/// <summary>A replica of a served model: one engine with its memory.</summary>
/// <param name="MostSequences">That it works on at once.</param>
/// <param name="StepTokens">Tokens of one step, of prompts and of sequences that decode.</param>
/// <param name="CacheBlocks">Of its memory for keys and values.</param>
/// <param name="BlockTokens">Tokens of a block.</param>
public sealed record ReplicaSpec(StepCost Cost, int MostSequences, int StepTokens, int CacheBlocks, int BlockTokens = 16);
