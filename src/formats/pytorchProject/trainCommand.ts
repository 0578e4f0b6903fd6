/** How the training goes on with all GPUs of one machine. */
export const TRAIN_COMMAND = 'torchrun --nproc_per_node 8 train.py --data path/to/images --precision bf16';
